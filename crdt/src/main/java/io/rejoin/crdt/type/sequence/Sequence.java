package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import java.util.Objects;

/** What lists and texts have in common. */
final class Sequence {
  /** Places in one sequence, those of deleted elements too. */
  static final int MAX_PLACES = 16 * 1024 * 1024;

  /** The content of one insertion, in bytes. */
  static final int MAX_INSERTION = 4 * 1024 * 1024;

  private Sequence() {}

  /** Elements in {@code [from, to)}, as the notation writes them. */
  static Bytes content(SequenceIndex index, int from, int to) {
    Objects.checkFromToIndex(from, to, index.order().shown());
    ByteWriter out = new ByteWriter(to - from);
    index.order().forEach(from, to, (chunk, places) -> out.raw(index.content(chunk, places)));
    return out.toBytes();
  }

  static Bytes content(SequenceIndex index) {
    return content(index, 0, index.order().shown());
  }

  static int size(SequenceIndex index) {
    return index.order().shown();
  }

  /** Places that are kept but show nothing: of elements that were deleted, or moved elsewhere. */
  static int vacant(SequenceIndex index) {
    return (int) (index.order().places() - 2 - index.order().shown());
  }

  static void checkInsertion(int bytes) {
    if (bytes > MAX_INSERTION) {
      throw new IllegalArgumentException(
          bytes + " bytes in an insertion, at most " + MAX_INSERTION + " are allowed");
    }
  }

  /** Refuses a negative index or count. */
  static void checkIndex(int index) {
    check(index >= 0, "index or count", index, Integer.MAX_VALUE);
  }

  /** Refuses an index or a count beyond what is there. */
  static void check(boolean possible, String what, int value, int most) {
    if (!possible) {
      throw new IllegalArgumentException(what + " " + value + ", not in 0.." + most);
    }
  }
}
