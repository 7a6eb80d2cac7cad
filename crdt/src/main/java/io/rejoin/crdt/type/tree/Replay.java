package io.rejoin.crdt.type.tree;

import io.rejoin.crdt.Derived;
import io.rejoin.crdt.Derived.Derivation;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.tree.TreeMove.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tree that comes of all moves when they are carried out in their order, each unless it would
 * put a node below itself. A move that arrives late is brought into its place: the later ones are
 * undone, and done again after it.
 */
final class Replay implements Derived {
  static final Derivation<Replay> HOW = new Derivation<>(Replay.class, Replay::of);

  /** So many moves to be undone and done again are followed; more are replayed from the start. */
  private static final long MUCH_WORK = 100_000;

  /** A move and what it replaced: where the node was before, null if nowhere. */
  private record Step(
      TreeMove move, boolean takes, @Nullable Place before) {}

  private final List<Step> steps = new ArrayList<>();

  /** Where each node is that was ever placed and not removed since. */
  private final Map<Bytes, Place> places = new HashMap<>();

  private final Map<Bytes, TreeSet<Bytes>> children = new HashMap<>();

  static Replay of(View view) {
    List<TreeMove> moves = new ArrayList<>();
    view.children()
        .forEach((node, below) ->
            below.items().forEach(item -> TreeMove.read(node, item).ifPresent(moves::add)));
    Collections.sort(moves);
    Replay replay = new Replay();
    moves.forEach(replay::append);
    return replay;
  }

  @Override
  public boolean follow(List<Item> added, List<Item> removed) {
    List<TreeMove> moves = new ArrayList<>();
    for (Item item : added) {
      if (item.path().length() == 1) {
        TreeMove.read(item.path().component(0), item).ifPresent(moves::add);
      }
    }
    if (!removed.isEmpty()) {
      return false;
    }
    if (!moves.isEmpty()) {
      Collections.sort(moves);
      int from = position(moves.get(0));
      if (steps.size() - from > MUCH_WORK) {
        return false;
      }
      insert(moves, from);
    }
    return true;
  }

  /** The index of the first step that comes after a move. */
  private int position(TreeMove move) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).move().compareTo(move) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Brings sorted moves, none of which belongs before a step, among those from there on. */
  private void insert(List<TreeMove> moves, int from) {
    List<TreeMove> later = new ArrayList<>(steps.size() - from + moves.size());
    for (int i = steps.size() - 1; i >= from; i--) {
      Step undone = steps.remove(i);
      later.add(undone.move());
      if (undone.takes()) {
        place(undone.move().node(), undone.before());
      }
    }
    later.addAll(moves);
    Collections.sort(later);
    later.forEach(this::append);
  }

  private void append(TreeMove move) {
    @Nullable Place before = places.get(move.node());
    boolean takes =
        move.place().isEmpty() || !isAtOrBelow(move.place().get().parent(), move.node());
    if (takes) {
      place(move.node(), move.place().orElse(null));
    }
    steps.add(new Step(move, takes, before));
  }

  private void place(Bytes node, @Nullable Place to) {
    @Nullable Place from = to == null ? places.remove(node) : places.put(node, to);
    if (from != null) {
      TreeSet<Bytes> siblings = children.getOrDefault(from.parent(), new TreeSet<>());
      siblings.remove(node);
      if (siblings.isEmpty()) {
        children.remove(from.parent());
      }
    }
    if (to != null) {
      children.computeIfAbsent(to.parent(), parent -> new TreeSet<>()).add(node);
    }
  }

  /** Whether a node is another one or somewhere below it. Ends, as places never form a cycle. */
  boolean isAtOrBelow(Bytes node, Bytes other) {
    @Nullable Bytes at = node;
    while (at != null && !at.equals(other)) {
      @Nullable Place place = places.get(at);
      at = place == null ? null : place.parent();
    }
    return at != null;
  }

  /** Whether a node is in the tree: the top, or placed below something that is in the tree. */
  boolean contains(Bytes node) {
    Bytes at = node;
    while (!at.equals(MovableTree.TOP)) {
      @Nullable Place place = places.get(at);
      if (place == null) {
        return false;
      }
      at = place.parent();
    }
    return true;
  }

  Optional<Place> place(Bytes node) {
    return contains(node) ? Optional.ofNullable(places.get(node)) : Optional.empty();
  }

  NavigableSet<Bytes> children(Bytes node) {
    NavigableSet<Bytes> below =
        contains(node) ? children.getOrDefault(node, new TreeSet<>()) : new TreeSet<>();
    return Collections.unmodifiableNavigableSet(new TreeSet<>(below));
  }

  int moves() {
    return steps.size();
  }

  Timestamp latest() {
    return steps.isEmpty() ? Timestamp.ZERO : steps.get(steps.size() - 1).move().time();
  }
}
