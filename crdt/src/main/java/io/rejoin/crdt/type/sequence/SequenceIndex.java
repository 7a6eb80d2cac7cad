package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.Derived;
import io.rejoin.crdt.Derived.Derivation;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.sequence.Order.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The order of a sequence, derived from its chunks: every place in it once, as a walk through the
 * tree meets them. A chunk whose parent is not here hangs under {@code lost}, behind everything
 * else; so does the smallest of several that hang under each other, which only a fault can make.
 */
final class SequenceIndex implements Derived {
  static final Derivation<SequenceIndex> OF_TEXT =
      new Derivation<>(SequenceIndex.class, view -> new SequenceIndex(view, Notation.TEXT));
  static final Derivation<SequenceIndex> OF_LIST =
      new Derivation<>(SequenceIndex.class, view -> new SequenceIndex(view, Notation.LIST));

  /** A change of more items, and of more than there are chunks, is not followed one by one. */
  private static final int MANY_ITEMS = 256;

  private final Notation notation;
  private final Map<Dot, Chunk> chunks = new HashMap<>();
  private final Chunk root = new Chunk(Place.ROOT.chunk(), Version.OF_ROOT);
  private final Chunk lost = new Chunk(Place.ROOT.chunk(), Version.OF_ROOT);
  private final Order order = new Order();
  private final Moves moves = new Moves();

  /** The chunks that others should hang under. */
  private final Set<Dot> awaited = new HashSet<>();

  /** Does a chunk hang under itself? */
  private final boolean twisted;

  private SequenceIndex(View view, Notation notation) {
    this.notation = notation;
    SortedMap<Dot, Chunk> sorted = new TreeMap<>();
    view.children().forEach((component, below) -> {
      Dot id = Place.chunk(component);
      if (id != null) {
        below.items().forEach(item -> add(id, item, sorted));
      }
    });
    chunks.putAll(sorted);
    sorted.values().forEach(Chunk::merge);
    sorted.values().forEach(chunk -> parentOf(chunk).addChild(chunk));
    sorted.values().forEach(Chunk::sortChildren);
    root.sortChildren();
    twisted = Circles.cut(sorted.values(), root, lost);
    lost.sortAsLost();
    walk(root);
    walk(lost);
    sorted.values().forEach(this::refresh);
  }

  private void add(Dot id, Item item, Map<Dot, Chunk> into) {
    Version version = Version.read(item, notation);
    if (version != null) {
      Chunk known = into.get(id);
      if (known == null) {
        into.put(id, new Chunk(id, version));
      } else {
        known.versions.add(version);
      }
    }
  }

  Notation notation() {
    return notation;
  }

  Order order() {
    return order;
  }

  Moves moves() {
    return moves;
  }

  @Nullable
  Chunk chunk(Dot id) {
    return chunks.get(id);
  }

  /** Where a new element hangs that comes right behind this position. */
  Origin originBehind(Position position) {
    if (position.span().chunk.hasRightChild(position.offset())) {
      return new Origin(position.next().place(), true);
    }
    return Origin.rightOf(position.place());
  }

  /**
   * The place behind which an element comes that is inserted at an index: the one right before the
   * element that is there now, a deleted one too; or the last one.
   */
  Position before(int at) {
    Position behind = at < order.shown() ? order.find(at) : end();
    Position before = behind.previous();
    return before.span().chunk == lost ? before.previous() : before;
  }

  /** What is behind the last element that is shown, and all that hangs in the tree. */
  private Position end() {
    Span start = Objects.requireNonNull(lost.spans);
    Span last = start;
    for (@Nullable Span span = start; span != null; span = span.next) {
      last = span.count() > 0 ? span : last;
    }
    return last == start ? new Position(start, 0) : new Position(last, last.to);
  }

  private Chunk parentOf(Chunk chunk) {
    Origin origin = chunk.origin();
    if (origin.isRoot()) {
      return root;
    }
    Chunk parent = chunks.get(origin.parent().chunk());
    if (parent == null || origin.parent().offset() >= parent.length()) {
      awaited.add(origin.parent().chunk());
      return lost;
    }
    return parent;
  }

  /** One chunk on the way down from the root: which child is next, which places were passed. */
  private static final class Step {
    final Chunk chunk;
    int child;
    int passed;

    Step(Chunk chunk) {
      this.chunk = chunk;
    }
  }

  private void walk(Chunk top) {
    Deque<Step> path = new ArrayDeque<>();
    path.push(new Step(top));
    while (!path.isEmpty()) {
      Step step = path.peek();
      List<Chunk> children = step.chunk.children();
      if (step.child == children.size()) {
        pass(step, step.chunk.length());
        path.pop();
      } else {
        Chunk child = children.get(step.child++);
        boolean left = step.chunk != lost && child.origin().left();
        pass(step, left ? child.origin().parent().offset() : step.chunk.length());
        path.push(new Step(child));
      }
    }
  }

  private void pass(Step step, int upTo) {
    if (step.passed < upTo) {
      order.append(step.chunk, step.passed, upTo);
      step.passed = upTo;
    }
  }

  /** Shows what a chunk has to show now, which may be what other chunks showed. */
  private void refresh(Chunk chunk) {
    if (chunk.isForMoved()) {
      Place element = moves.update(chunk);
      chunk.arrived(false);
      if (element != null) {
        settle(element);
      }
    } else if (!moves.isEmpty()) {
      for (int i = 0; i < chunk.length(); i++) {
        settle(new Place(chunk.id, i));
      }
    }
    order.refresh(chunk);
  }

  /** Shows an element where it was moved last, or at home. */
  private void settle(Place element) {
    Chunk home = chunks.get(element.chunk());
    List<Chunk> claims = moves.chunksOf(element);
    boolean there = home != null && home.has(element.offset());
    for (int i = 0; i < claims.size(); i++) {
      claims.get(i).arrived(there && i == claims.size() - 1);
      order.refresh(claims.get(i));
    }
    if (home != null && element.offset() < home.length()) {
      home.away(element.offset(), !claims.isEmpty());
      order.refresh(home);
    }
  }

  @Override
  public boolean follow(List<Item> added, List<Item> removed) {
    int items = added.size() + removed.size();
    if (twisted || (items > MANY_ITEMS && items > chunks.size())) {
      return false;
    }
    SortedMap<Dot, Chunk> changed = new TreeMap<>();
    for (Item item : removed) {
      Chunk chunk = chunkAt(item);
      if (chunk != null) {
        chunk.versions.removeIf(version -> version.item().dot().equals(item.dot()));
        changed.put(chunk.id, chunk);
      }
    }
    for (Item item : added) {
      Dot id = chunkNamed(item);
      Chunk known = id == null ? null : chunks.get(id);
      if (known != null) {
        changed.put(known.id, known);
      }
      if (id != null) {
        add(id, item, changed);
      }
    }
    for (Chunk chunk : changed.values()) {
      if (chunk.versions.isEmpty() || !(chunk.spans == null ? enter(chunk) : update(chunk))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Dot chunkNamed(Item item) {
    return item.path().length() == 1 ? Place.chunk(item.path().component(0)) : null;
  }

  private @Nullable Chunk chunkAt(Item item) {
    Dot id = chunkNamed(item);
    return id == null ? null : chunks.get(id);
  }

  private boolean update(Chunk chunk) {
    Origin origin = chunk.origin();
    boolean moved = chunk.isForMoved();
    Version.Arrival arrival = chunk.arrival();
    int length = chunk.length();
    chunk.merge();
    boolean same = origin.equals(chunk.origin())
        && moved == chunk.isForMoved()
        && (chunk.arrival() == null || Objects.equals(arrival, chunk.arrival()));
    boolean longer = chunk.length() > length;
    if (!same || chunk.length() < length || (longer && awaited.contains(chunk.id))) {
      return false;
    }
    if (longer) {
      order.grown(chunk, length);
    }
    refresh(chunk);
    return true;
  }

  private boolean enter(Chunk chunk) {
    chunk.merge();
    if (awaited.contains(chunk.id) || origin(chunk).equals(chunk.id)) {
      return false;
    }
    chunks.put(chunk.id, chunk);
    Chunk parent = parentOf(chunk);
    parent.addChild(chunk);
    if (parent == lost) {
      placeLost(chunk);
    } else {
      place(chunk, parent);
    }
    refresh(chunk);
    return true;
  }

  private static Dot origin(Chunk chunk) {
    return chunk.origin().parent().chunk();
  }

  private void placeLost(Chunk chunk) {
    lost.sortAsLost();
    List<Chunk> siblings = lost.children();
    int at = siblings.indexOf(chunk);
    if (at + 1 < siblings.size()) {
      order.insertBefore(siblings.get(at + 1).firstBelow(), 0, chunk);
    } else {
      order.insertBehind(at == 0 ? lost : siblings.get(at - 1).lastBelow(), chunk);
    }
  }

  /** Finds its place beside its siblings. */
  private void place(Chunk chunk, Chunk parent) {
    parent.sortChildren();
    List<Chunk> siblings = parent.children();
    int at = siblings.indexOf(chunk);
    Chunk next = at + 1 < siblings.size() ? siblings.get(at + 1) : null;
    Chunk previous = at > 0 ? siblings.get(at - 1) : null;
    if (chunk.origin().left()) {
      if (next != null && next.origin().equals(chunk.origin())) {
        order.insertBefore(next.firstBelow(), 0, chunk);
      } else {
        order.insertBefore(parent, chunk.origin().parent().offset(), chunk);
      }
    } else if (next != null) {
      order.insertBefore(next.firstBelow(), 0, chunk);
    } else {
      boolean alone = previous == null || previous.origin().left();
      order.insertBehind(alone ? parent : Objects.requireNonNull(previous).lastBelow(), chunk);
    }
  }

  /** The content of elements wherever they are shown, one after the other. */
  Bytes content(Chunk chunk, long places) {
    Version.Arrival arrival = chunk.arrival();
    if (arrival == null) {
      return chunk.content(places, notation);
    }
    Chunk home = Objects.requireNonNull(chunks.get(arrival.element().chunk()));
    return home.content(1L << arrival.element().offset(), notation);
  }

  /** The names of all elements in their order, for tests. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (@Nullable Span span = order.firstSpan(); span != null; span = span.next) {
      for (int i = span.from; i < span.to; i++) {
        places.add(new Place(span.chunk.id, i));
      }
    }
    return places;
  }
}
