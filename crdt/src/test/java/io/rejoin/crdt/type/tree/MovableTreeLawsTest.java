package io.rejoin.crdt.type.tree;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.tree.MovableTree.Change;
import io.rejoin.crdt.type.tree.MovableTree.Node;
import io.rejoin.crdt.type.tree.TreeMove.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tree is what a plain replay of the heard moves gives, and never has a cycle. */
class MovableTreeLawsTest extends CrdtLaws<Change> {

  /** Does nothing where the tree would refuse. */
  private static final class Trying implements CrdtType<Change> {
    @Override
    public int id() {
      return MovableTree.TYPE.id();
    }

    @Override
    public String name() {
      return MovableTree.TYPE.name();
    }

    @Override
    public void apply(Slot slot, Change change) {
      try {
        MovableTree.TYPE.apply(slot, change);
      } catch (IllegalArgumentException refused) {
        // The tests of refusals are elsewhere.
      }
    }

    @Override
    public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return MovableTree.TYPE.readOperation(in, nestable);
    }
  }

  @Override
  protected CrdtType<Change> type() {
    return new Trying();
  }

  @Override
  protected Change operation(Random random) {
    String node = "n" + random.nextInt(6);
    String parent = random.nextInt(3) == 0 ? "" : "n" + random.nextInt(6);
    return random.nextInt(6) == 0
        ? Trees.remove(node)
        : Trees.move(node, parent, "c" + random.nextInt(2));
  }

  /** Carries the moves out one by one in their order, with nothing but a map. */
  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    List<TreeMove> moves = new ArrayList<>();
    for (Event<Change> event : heard) {
      for (Item item : event.delta().items()) {
        TreeMove.read(item.path().component(0), item).ifPresent(moves::add);
      }
    }
    moves.sort(Comparator.comparing(TreeMove::time).thenComparing(TreeMove::dot));
    Map<Bytes, Place> places = new TreeMap<>();
    for (TreeMove move : moves) {
      if (move.place().isEmpty()) {
        places.remove(move.node());
      } else if (!above(places, move.place().get().parent()).contains(move.node())) {
        places.put(move.node(), move.place().get());
      }
    }
    return places.entrySet().stream()
        .filter(node -> above(places, node.getKey()).contains(MovableTree.TOP))
        .map(node ->
            new Node(node.getKey(), node.getValue().parent(), node.getValue().content()))
        .collect(Collectors.toSet());
  }

  /** A node and all that it is below of. */
  private static Set<Bytes> above(Map<Bytes, Place> places, Bytes node) {
    Set<Bytes> above = new HashSet<>();
    Bytes at = node;
    while (above.add(at) && places.containsKey(at)) {
      at = places.get(at).parent();
    }
    return above;
  }

  @Override
  protected Object actual(State state) {
    return new HashSet<>(MovableTree.nodes(state));
  }
}
