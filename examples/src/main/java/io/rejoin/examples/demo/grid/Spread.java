package io.rejoin.examples.demo.grid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which node keeps which carts at one moment, as the nodes say, each for itself.
 *
 * @param nodes that were asked
 * @param keepers names of the nodes that keep anything of a cart, by cart
 */
public record Spread(List<GridNode> nodes, Map<String, Set<String>> keepers) {
  /** The bucket of the carts. */
  public static final String BUCKET = "carts";

  /** What one node keeps. */
  public record Share(GridNode node, int carts, int shards) {}

  public Spread {
    nodes = List.copyOf(nodes);
    keepers = Collections.unmodifiableMap(keepers);
  }

  /** What of the nodes is looked at. */
  public interface Look {
    Set<String> carts(GridNode node) throws IOException;

    /** What they keep, all of a cart or some of it. */
    Look KEPT = node -> node.client().cartsKept(BUCKET);

    /** What they have all of. */
    Look SHOWN = node -> node.client().cartsShown(BUCKET);
  }

  /** Asks nodes. */
  public static Spread of(List<GridNode> nodes, Look look) throws IOException {
    Map<String, Set<String>> keepers = new TreeMap<>();
    for (GridNode node : nodes) {
      for (String cart : look.carts(node)) {
        keepers.computeIfAbsent(cart, any -> new TreeSet<>()).add(node.spec().name());
      }
    }
    return new Spread(nodes, keepers);
  }

  public Set<String> carts() {
    return keepers.keySet();
  }

  /** Copies of all carts together. */
  public long copies() {
    return keepers.values().stream().mapToLong(Set::size).sum();
  }

  /** By how many nodes a cart is kept: the least, the most. */
  public IntSummaryStatistics copiesOfACart() {
    return keepers.values().stream().mapToInt(Set::size).summaryStatistics();
  }

  /** At how many sites a cart is kept: the least, the most. */
  public IntSummaryStatistics sitesOfACart() {
    Map<String, String> sites = new HashMap<>();
    nodes.forEach(node -> sites.put(node.spec().name(), node.spec().site()));
    return keepers.values().stream()
        .mapToInt(names -> (int) names.stream().map(sites::get).distinct().count())
        .summaryStatistics();
  }

  /** What each of the nodes keeps. */
  public List<Share> shares(Shards shards) {
    List<Share> shares = new ArrayList<>();
    for (GridNode node : nodes) {
      Set<Integer> kept = new TreeSet<>();
      int carts = 0;
      for (Map.Entry<String, Set<String>> cart : keepers.entrySet()) {
        if (cart.getValue().contains(node.spec().name())) {
          carts++;
          kept.add(shards.of(cart.getKey()));
        }
      }
      shares.add(new Share(node, carts, kept.size()));
    }
    return shares;
  }

  /** Whether each cart that is anywhere is at all nodes that are to keep it. */
  public boolean holds(Map<String, Set<String>> owners) {
    return owners.entrySet().stream()
        .allMatch(
            cart -> at(cart.getKey()).isEmpty() || at(cart.getKey()).containsAll(cart.getValue()));
  }

  private Set<String> at(String cart) {
    return keepers.getOrDefault(cart, Set.of());
  }

  /** Whether each cart is kept by those that are to keep it and by nobody else. */
  public boolean isExactly(Map<String, Set<String>> owners) {
    return keepers.equals(owners);
  }

  /** How many copies are here at nodes that are to keep them, and were not to before. */
  public long made(Map<String, Set<String>> before, Map<String, Set<String>> owners) {
    long made = 0;
    for (Map.Entry<String, Set<String>> cart : owners.entrySet()) {
      Set<String> fresh = new TreeSet<>(cart.getValue());
      fresh.removeAll(before.getOrDefault(cart.getKey(), Set.of()));
      fresh.retainAll(at(cart.getKey()));
      made += fresh.size();
    }
    return made;
  }
}
