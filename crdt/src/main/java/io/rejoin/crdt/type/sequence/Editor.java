package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.Slot;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.sequence.Order.Position;
import io.rejoin.crdt.type.sequence.Version.Arrival;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Carries one operation out: from indexes to places, and to the versions that say what changed. */
final class Editor {
  private static final String LIMIT =
      "a sequence of at most " + Sequence.MAX_PLACES + " elements, with those that were deleted";

  private final Slot slot;
  private final SequenceIndex index;

  Editor(Slot slot, SequenceIndex index) {
    this.slot = slot;
    this.index = index;
  }

  /** Puts elements in, the first of them at this index. */
  void insert(int at, Bytes content, int count) {
    Sequence.check(at <= size(), "insertion at", at, size());
    checkRoom(count);
    Position before = index.before(at);
    Cut done = grow(before, content);
    Chunk chunk = before.span().chunk;
    Origin origin = done.count == 0
        ? index.originBehind(before)
        : Origin.rightOf(new Place(chunk.id, chunk.length() + done.count - 1));
    int longest = slot.isRoot() ? Chunk.MAX_LENGTH : 1;
    while (done.end < content.length()) {
      int start = done.end;
      done = cut(content, start, longest, Chunk.MAX_BYTES);
      done = done.count > 0 ? done : new Cut(index.notation().end(content, start), 1);
      Bytes part = content.slice(start, done.end);
      Dot id = put(Version.write(origin, false, done.count, 0, part));
      origin = Origin.rightOf(new Place(id, done.count - 1));
    }
  }

  /** Appends what fits to the chunk that ends here, if it may be made longer. */
  private Cut grow(Position before, Bytes content) {
    Chunk chunk = before.span().chunk;
    if (!mayGrow(before)) {
      return new Cut(0, 0);
    }
    int room = Chunk.MAX_LENGTH - chunk.length();
    Cut fits = cut(content, 0, room, Chunk.MAX_BYTES - chunk.contentLength());
    if (fits.count > 0) {
      int length = chunk.length() + fits.count;
      rewrite(chunk, length, chunk.holes(), content.slice(0, fits.end));
    }
    return fits;
  }

  /** Is this the end of a chunk of this run's own, and nothing hangs under it? */
  private boolean mayGrow(Position end) {
    Chunk chunk = end.span().chunk;
    return slot.isRoot()
        && chunk.id.run().equals(slot.run())
        && chunk.parent != null
        && !chunk.isForMoved()
        && end.offset() == chunk.length() - 1
        && !chunk.hasRightChild(end.offset());
  }

  /** Some elements: where their content ends. */
  private record Cut(int end, int count) {}

  private Cut cut(Bytes content, int start, int maxCount, int maxBytes) {
    int end = start;
    int count = 0;
    while (count < maxCount && end < content.length()) {
      int next = index.notation().end(content, end);
      if (next - start > maxBytes) {
        break;
      }
      end = next;
      count++;
    }
    return new Cut(end, count);
  }

  /** Takes elements away. */
  void delete(int at, int count) {
    Sequence.check(at <= size(), "deletion at", at, size());
    Sequence.check(count <= size() - at, "deletion of", count, size() - at);
    SortedMap<Dot, Long> holes = new TreeMap<>();
    index.order().forEach(at, at + count, (chunk, places) -> {
      Arrival arrival = chunk.arrival();
      if (arrival == null) {
        holes.merge(chunk.id, places, (one, two) -> one | two);
      } else {
        Place element = arrival.element();
        holes.merge(element.chunk(), 1L << element.offset(), (one, two) -> one | two);
        index.moves().chunksOf(element).forEach(claim -> holes.put(claim.id, 1L));
      }
    });
    holes.forEach((id, places) -> {
      Chunk chunk = Objects.requireNonNull(index.chunk(id));
      rewrite(chunk, chunk.length(), chunk.holes() | places, Bytes.EMPTY);
    });
  }

  /** Gives an element another index. */
  void move(int from, int to) {
    Sequence.check(from < size(), "move from", from, size() - 1);
    Sequence.check(to < size(), "move to", to, size() - 1);
    if (from == to) {
      return;
    }
    checkRoom(1);
    Position now = index.order().find(from);
    Arrival arrival = now.span().chunk.arrival();
    Place element = arrival == null ? now.place() : arrival.element();
    Arrival latest = index.moves().latest(element);
    Origin origin = index.originBehind(index.before(to > from ? to + 1 : to));
    Timestamp time = slot.now(latest == null ? Timestamp.ZERO : latest.time());
    for (Chunk chunk : index.moves().chunksOf(element)) {
      rewrite(chunk, 1, 1, Bytes.EMPTY);
    }
    put(Version.write(origin, true, 1, 0, Version.write(new Arrival(element, time))));
  }

  private int size() {
    return index.order().shown();
  }

  private void checkRoom(int count) {
    if (index.order().places() + count > Sequence.MAX_PLACES) {
      throw new IllegalArgumentException(LIMIT);
    }
  }

  /** Puts the first version of a new chunk. */
  private Dot put(Bytes value) {
    Dot id = slot.nextDot();
    slot.child(Place.component(id)).put(value);
    return id;
  }

  /** Replaces all versions that were seen by one that says all that they say, and more. */
  private void rewrite(Chunk chunk, int length, long holes, Bytes more) {
    Slot place = slot.child(Place.component(chunk.id));
    ByteWriter content = new ByteWriter(chunk.contentLength() + more.length());
    if (!chunk.isForMoved()) {
      chunk.append(chunk.present() & ~holes, index.notation(), content);
    }
    chunk.versions.forEach(version -> place.remove(version.item()));
    Bytes all = content.raw(more).toBytes();
    place.put(Version.write(chunk.origin(), chunk.isForMoved(), length, holes, all));
  }
}
