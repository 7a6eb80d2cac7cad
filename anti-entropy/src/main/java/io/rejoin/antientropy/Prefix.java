package io.rejoin.antientropy;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.HexFormat;

/**
 * A range of the 64-bit key hashes: those that begin with these nibbles. {@code bits} holds them at
 * the top, zeros below. Ordered by level, then by position: the order of a breadth-first walk.
 */
public record Prefix(long bits, int nibbles) implements Comparable<Prefix>, Content.Part {
  public static final int MAX_NIBBLES = 16;
  public static final Prefix ROOT = new Prefix(0, 0);

  public Prefix {
    if (nibbles < 0 || nibbles > MAX_NIBBLES || (bits & below(nibbles)) != 0) {
      throw new IllegalArgumentException("not a prefix of " + nibbles + " nibbles: " + bits);
    }
  }

  /** The range of this one hash alone. */
  public static Prefix of(long keyHash) {
    return new Prefix(keyHash, MAX_NIBBLES);
  }

  /** One of the 16 parts of this range. */
  public Prefix child(int nibble) {
    return new Prefix(bits | (long) nibble << (60 - 4 * nibbles), nibbles + 1);
  }

  public boolean contains(long keyHash) {
    return (keyHash & ~below(nibbles)) == bits;
  }

  /** The nibble of a hash at a level, 0 the topmost. */
  static int nibble(long keyHash, int level) {
    return (int) (keyHash >>> (60 - 4 * level)) & 0xf;
  }

  private static long below(int nibbles) {
    return nibbles == 0 ? -1L : nibbles == MAX_NIBBLES ? 0 : -1L >>> (4 * nibbles);
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(nibbles);
    for (int i = 0; i < nibbles; i += 2) {
      out.u8((int) (bits >>> (56 - 4 * i)) & 0xff);
    }
  }

  static Prefix read(ByteReader in) throws MalformedBytes {
    int nibbles = in.u8();
    in.check(nibbles <= MAX_NIBBLES, "prefix too long");
    long bits = 0;
    for (int i = 0; i < nibbles; i += 2) {
      bits |= (long) in.u8() << (56 - 4 * i);
    }
    in.check((bits & below(nibbles)) == 0, "prefix not canonical");
    return new Prefix(bits, nibbles);
  }

  @Override
  public int compareTo(Prefix other) {
    return nibbles != other.nibbles
        ? Integer.compare(nibbles, other.nibbles)
        : Long.compareUnsigned(bits, other.bits);
  }

  /** The nibbles in hexadecimal; the root is empty. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(bits).substring(0, nibbles);
  }
}
