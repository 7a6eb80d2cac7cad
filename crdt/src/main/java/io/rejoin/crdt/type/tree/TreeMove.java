package io.rejoin.crdt.type.tree;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import java.util.Comparator;
import java.util.Optional;

/**
 * One move: a node comes below a parent, or out of the tree. Moves have a total order: by time,
 * then by dot. The value of its item is {@code time (8 bytes), kind (1 byte), parent length,
 * parent, content}.
 *
 * @param node who is moved; not empty
 * @param place where it comes and with what; empty if it is removed
 */
record TreeMove(Timestamp time, Dot dot, Bytes node, Optional<Place> place)
    implements Comparable<TreeMove> {
  private static final int REMOVED = 0;
  private static final int PLACED = 1;
  private static final Comparator<TreeMove> ORDER =
      Comparator.comparing(TreeMove::time).thenComparing(TreeMove::dot);

  /**
   * A place in the tree.
   *
   * @param parent empty for the top
   */
  record Place(Bytes parent, Bytes content) {}

  /** The move that an item below a node's path component tells of, if it can be read. */
  static Optional<TreeMove> read(Bytes node, Item item) {
    try {
      ByteReader in = new ByteReader(item.value());
      Timestamp time = Timestamp.read(in);
      int kind = in.u8();
      in.check(kind <= PLACED && node.length() > 0, "unknown move");
      Optional<Place> place = Optional.empty();
      if (kind == PLACED) {
        place = Optional.of(new Place(in.bytes(MovableTree.MAX_NAME), in.raw(in.remaining())));
      }
      in.end();
      return Optional.of(new TreeMove(time, item.dot(), node, place));
    } catch (MalformedBytes e) {
      return Optional.empty();
    }
  }

  static Bytes value(Timestamp time, Optional<Place> place) {
    ByteWriter out = new ByteWriter();
    time.write(out);
    if (place.isEmpty()) {
      out.u8(REMOVED);
    } else {
      out.u8(PLACED).bytes(place.get().parent()).raw(place.get().content());
    }
    return out.toBytes();
  }

  @Override
  public int compareTo(TreeMove other) {
    return ORDER.compare(this, other);
  }
}
