package io.rejoin.crdt.digest;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.HexFormat;

/**
 * 128 bits that stand for the live content of a state: the sum of its items' hashes, each half
 * modulo 2^64, so that adding or removing an item is one addition (Bellare and Micciancio, "A new
 * paradigm for collision-free hashing: incrementality at reduced cost", EUROCRYPT 1997).
 */
public record Digest(long high, long low) {
  /** That of a state without live items. */
  public static final Digest ZERO = new Digest(0, 0);

  public Digest plus(Digest other) {
    return new Digest(high + other.high, low + other.low);
  }

  public Digest minus(Digest other) {
    return new Digest(high - other.high, low - other.low);
  }

  public void write(ByteWriter out) {
    out.fixed64(high).fixed64(low);
  }

  public static Digest read(ByteReader in) throws MalformedBytes {
    return new Digest(in.fixed64(), in.fixed64());
  }

  /** 32 hex digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
