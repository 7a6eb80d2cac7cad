package io.rejoin.crdt.causal;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * A <em>run</em>: one life of one process as a writer, 64 random bits drawn anew at every start. So
 * no crash, restored backup or cloned disk can ever use a dot twice. Ordered as unsigned numbers.
 */
public record ReplicaId(long value) implements Comparable<ReplicaId> {

  public static ReplicaId random(RandomGenerator random) {
    return new ReplicaId(random.nextLong());
  }

  /** Reads the 16 hex digits of {@link #toString}. */
  public static ReplicaId parse(String text) {
    if (text.length() != 16) {
      throw new IllegalArgumentException("a run is 16 hex digits, not \"" + text + "\"");
    }
    return new ReplicaId(HexFormat.fromHexDigitsToLong(text));
  }

  public void write(ByteWriter out) {
    out.fixed64(value);
  }

  public static ReplicaId read(ByteReader in) throws MalformedBytes {
    return new ReplicaId(in.fixed64());
  }

  /** Where a run is among ascending ones, or {@code ~} where it would be. */
  static int search(ReplicaId[] runs, ReplicaId run) {
    int low = 0;
    int high = runs.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = runs[middle].compareTo(run);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  @Override
  public int compareTo(ReplicaId other) {
    return Long.compareUnsigned(value, other.value);
  }

  /** Spreads the random bits; the same in every process. */
  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
