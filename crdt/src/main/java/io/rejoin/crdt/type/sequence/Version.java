package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * What one item says of a chunk: where it hangs, how long it is, which places are holes (bits), and
 * the content of the others. A chunk with the flag {@code moved} has one place, and its content is
 * the name of an element that was moved there, and when.
 *
 * <pre>
 * version = flags [ parent ] length { run } content
 * flags   = 1 byte: 1 left child, 2 of the root (then no parent follows), 4 moved
 * parent  = chunk (dot) offset (1 byte)
 * run     = how many places in turn are there, are holes, are there ... until length is reached;
 *           only the first may be 0
 * content = one after the other: UTF-8 (text); length, bytes (list); chunk, offset, time (moved)
 * </pre>
 */
record Version(
    Item item,
    Origin origin,
    boolean moved,
    int length,
    long holes,
    @Nullable Arrival arrival,
    int contentStart) {

  /** An element that was moved somewhere, and when. */
  record Arrival(Place element, Timestamp time) {}

  /** Of the root, which has one place and never an element. */
  static final Version OF_ROOT = new Version(
      new Item(Place.ROOT.chunk(), Path.ROOT, Bytes.EMPTY),
      Origin.rightOf(Place.ROOT),
      false,
      1,
      1,
      null,
      0);

  private static final int LEFT = 1;
  private static final int ROOT = 2;
  private static final int MOVED = 4;

  /** Null if the item cannot be read. */
  static @Nullable Version read(Item item, Notation notation) {
    try {
      return read(item, new ByteReader(item.value()), notation);
    } catch (MalformedBytes e) {
      return null;
    }
  }

  private static Version read(Item item, ByteReader in, Notation notation) throws MalformedBytes {
    int flags = in.u8();
    in.check(flags < 2 * MOVED && (flags & (LEFT | ROOT)) != (LEFT | ROOT), "flags of a chunk");
    Place parent = (flags & ROOT) == 0 ? Place.read(in) : Place.ROOT;
    Origin origin = new Origin(parent, (flags & LEFT) != 0);
    boolean moved = (flags & MOVED) != 0;
    int length = (int) in.varint(moved ? 1 : Chunk.MAX_LENGTH);
    in.check(length > 0, "empty chunk");
    long holes = readHoles(in, length);
    int start = in.offset();
    int visible = length - Long.bitCount(holes);
    Arrival arrival = null;
    if (moved && visible == 1) {
      arrival = new Arrival(Place.read(in), Timestamp.read(in));
    } else {
      in.check(notation.count(in) == visible, "content of another length");
    }
    in.end();
    return new Version(item, origin, moved, length, holes, arrival, start);
  }

  private static long readHoles(ByteReader in, int length) throws MalformedBytes {
    long holes = 0;
    int at = 0;
    for (boolean hole = false; at < length; hole = !hole) {
      int run = (int) in.varint(length - at);
      in.check(run > 0 || (at == 0 && !hole), "empty run of places");
      holes |= hole ? Chunk.mask(at, at + run) : 0;
      at += run;
    }
    return holes;
  }

  /** The value of an item of which {@link #read} reads these. */
  static Bytes write(Origin origin, boolean moved, int length, long holes, Bytes content) {
    ByteWriter out = new ByteWriter(32 + content.length());
    int flags = (origin.left() ? LEFT : 0) | (origin.isRoot() ? ROOT : 0) | (moved ? MOVED : 0);
    out.u8(flags);
    if (!origin.isRoot()) {
      origin.parent().write(out);
    }
    out.varint(length);
    int at = 0;
    for (boolean hole = false; at < length; hole = !hole) {
      long ahead = (hole ? ~holes : holes) & Chunk.mask(at, length);
      int end = ahead == 0 ? length : Long.numberOfTrailingZeros(ahead);
      out.varint(end - at);
      at = end;
    }
    return out.raw(content).toBytes();
  }

  static Bytes write(Arrival arrival) {
    ByteWriter out = new ByteWriter(32);
    arrival.element().write(out);
    arrival.time().write(out);
    return out.toBytes();
  }

  int contentLength() {
    return item.value().length() - contentStart;
  }

  /** Appends the content of these places, none of which is a hole here. */
  void append(long places, Notation notation, ByteWriter out) {
    Bytes value = item.value();
    if (places == (~holes & Chunk.mask(0, length))) {
      out.raw(value.slice(contentStart, value.length()));
      return;
    }
    int wantedFrom = -1;
    int at = contentStart;
    for (int i = 0; i < length; i++) {
      boolean wanted = (places >>> i & 1) != 0;
      if (!wanted && wantedFrom >= 0) {
        out.raw(value.slice(wantedFrom, at));
        wantedFrom = -1;
      } else if (wanted && wantedFrom < 0) {
        wantedFrom = at;
      }
      at = (holes >>> i & 1) == 0 ? notation.end(value, at) : at;
    }
    if (wantedFrom >= 0) {
      out.raw(value.slice(wantedFrom, at));
    }
  }
}
