package io.rejoin.crdt.causal;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.time.Instant;

/**
 * Hybrid logical time in 64 bits, compared as unsigned: 48 bits of milliseconds since 1970, 16 bits
 * that count events within one of them.
 */
public record Timestamp(long value) implements Comparable<Timestamp> {
  public static final Timestamp ZERO = new Timestamp(0);
  public static final Timestamp MAX = new Timestamp(-1);

  public static Timestamp ofMillis(long millis) {
    return new Timestamp(Math.max(0, millis) << 16);
  }

  public long millis() {
    return value >>> 16;
  }

  public int counter() {
    return (int) (value & 0xffff);
  }

  /** The next greater one; the greatest stays itself. */
  public Timestamp next() {
    return equals(MAX) ? MAX : new Timestamp(value + 1);
  }

  public Timestamp max(Timestamp other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public boolean isAfter(Timestamp other) {
    return compareTo(other) > 0;
  }

  public void write(ByteWriter out) {
    out.fixed64(value);
  }

  public static Timestamp read(ByteReader in) throws MalformedBytes {
    return new Timestamp(in.fixed64());
  }

  @Override
  public int compareTo(Timestamp other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Instant.ofEpochMilli(millis()) + "+" + counter();
  }
}
