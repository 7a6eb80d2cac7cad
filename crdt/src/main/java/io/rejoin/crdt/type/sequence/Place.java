package io.rejoin.crdt.type.sequence;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import org.jspecify.annotations.Nullable;

/** The name of a place in a sequence, for ever: a chunk and an offset in it. */
record Place(Dot chunk, int offset) {
  /** What all places hang under. */
  static final Place ROOT = new Place(new Dot(new ReplicaId(0), Intervals.MAX_NUMBER), 0);

  void write(ByteWriter out) {
    chunk.write(out);
    out.u8(offset);
  }

  static Place read(ByteReader in) throws MalformedBytes {
    Place place = new Place(Dot.read(in), in.u8());
    in.check(place.offset < Chunk.MAX_LENGTH, "offset beyond a chunk");
    in.check(!place.chunk.equals(ROOT.chunk), "the root by its name");
    return place;
  }

  /** The path component under which the versions of a chunk lie. */
  static Bytes component(Dot chunk) {
    ByteWriter out = new ByteWriter(2 * Long.BYTES);
    chunk.write(out);
    return out.toBytes();
  }

  /** The chunk that a path component names, if it names one. */
  static @Nullable Dot chunk(Bytes component) {
    try {
      ByteReader in = new ByteReader(component);
      Dot chunk = Dot.read(in);
      in.end();
      return chunk.equals(ROOT.chunk) ? null : chunk;
    } catch (MalformedBytes e) {
      return null;
    }
  }
}
