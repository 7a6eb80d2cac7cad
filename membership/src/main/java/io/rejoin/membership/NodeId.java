package io.rejoin.membership;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The durable identity of a node: 128 random bits drawn once, kept over restarts. Ordered as an
 * unsigned number; the text form is 32 hexadecimal digits.
 */
public record NodeId(long high, long low) implements Comparable<NodeId> {
  static final int BYTES = 16;

  public static NodeId random(RandomGenerator random) {
    return new NodeId(random.nextLong(), random.nextLong());
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is not 32 hexadecimal digits
   */
  public static NodeId parse(String text) {
    if (text.length() != 32) {
      throw new IllegalArgumentException("a node id has 32 hexadecimal digits: " + text);
    }
    return new NodeId(
        HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
  }

  public void write(ByteWriter out) {
    out.fixed64(high);
    out.fixed64(low);
  }

  public static NodeId read(ByteReader in) throws MalformedBytes {
    return new NodeId(in.fixed64(), in.fixed64());
  }

  @Override
  public int compareTo(NodeId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
