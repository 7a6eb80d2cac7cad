package io.rejoin.antientropy;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.HexFormat;

/**
 * The digest of a set of entries: the sums of their ids modulo 2^64 in each lane, and their count
 * (AdHash: Bellare and Micciancio, "A new paradigm for collision-free hashing", EUROCRYPT 1997).
 * Additive, so a change costs one addition per level and every node is the sum of its range.
 */
public record NodeDigest(long lane1, long lane2, long count) {
  public static final NodeDigest EMPTY = new NodeDigest(0, 0, 0);

  public NodeDigest {
    if (count < 0) {
      throw new IllegalArgumentException("a node holds no fewer than 0 entries: " + count);
    }
  }

  public NodeDigest plus(NodeDigest other) {
    return new NodeDigest(lane1 + other.lane1, lane2 + other.lane2, count + other.count);
  }

  /** Without a part of this set. */
  public NodeDigest minus(NodeDigest part) {
    return new NodeDigest(lane1 - part.lane1, lane2 - part.lane2, count - part.count);
  }

  public boolean isEmpty() {
    return count == 0;
  }

  void write(ByteWriter out) {
    out.fixed64(lane1).fixed64(lane2).varint(count);
  }

  static NodeDigest read(ByteReader in) throws MalformedBytes {
    return new NodeDigest(in.fixed64(), in.fixed64(), in.varint(Long.MAX_VALUE));
  }

  /** 32 hex digits and the count: what people compare two nodes by. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(lane1) + hex.toHexDigits(lane2) + ":" + count;
  }
}
