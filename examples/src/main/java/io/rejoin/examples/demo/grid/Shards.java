package io.rejoin.examples.demo.grid;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.Copies;
import io.rejoin.membership.placement.View;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.Placing;
import io.rejoin.node.core.shard.Buckets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the carts of a grid belong, reckoned here, away from its nodes: placement is a pure
 * function of who the nodes are.
 */
public final class Shards {
  /** Few, so that each has some carts on a day of the demo. */
  private static final int COUNT = 128;

  private static final int WEIGHT = 100;

  private final Placing placing;

  /** A part of a configuration that sets what is reckoned with here. */
  public static String configuration(int copies) {
    return "shards = %d%n  buckets.%s.copies = %d".formatted(COUNT, Spread.BUCKET, copies);
  }

  /** Of a grid that {@link #configuration} was said to. */
  public Shards(String grid, int copies) {
    Buckets.Policy policy =
        new Buckets.Policy(Buckets.Durability.ASYNC, Optional.empty(), Copies.of(copies));
    Buckets buckets = new Buckets(
        Buckets.STANDARD.standard(), new TreeMap<>(Map.of(Bytes.utf8(Spread.BUCKET), policy)));
    placing = new GridIdentity(grid, Bytes.EMPTY, COUNT).placing(buckets);
  }

  /** The number of a cart's shard. */
  public int of(String cart) {
    return placing.of(new EntryKey(ShoppingCart.TYPE.id(), Bytes.utf8(cart))).number();
  }

  /** Names of the nodes that are to keep each of the carts, if these nodes are the grid. */
  public Map<String, Set<String>> owners(Collection<String> carts, List<GridNode> nodes) {
    View view = new View(nodes.stream()
        .map(node ->
            new View.Candidate(NodeId.parse(node.spec().id()), node.spec().site(), WEIGHT))
        .toList());
    Map<NodeId, String> names = nodes.stream()
        .collect(Collectors.toMap(
            node -> NodeId.parse(node.spec().id()), node -> node.spec().name()));
    Map<Integer, Set<String>> byShard = new TreeMap<>();
    Map<String, Set<String>> owners = new TreeMap<>();
    for (String cart : carts) {
      owners.put(cart, byShard.computeIfAbsent(of(cart), shard -> {
        Set<String> named = new TreeSet<>();
        placing.owners(view, new GroupId(shard)).stream().map(names::get).forEach(named::add);
        return named;
      }));
    }
    return owners;
  }
}
