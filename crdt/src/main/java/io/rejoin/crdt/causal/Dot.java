package io.rejoin.crdt.causal;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;

/**
 * The name of one operation: the run that did it and its number there, counted from 1. Ordered by
 * run, then number.
 */
public record Dot(ReplicaId run, long number) implements Comparable<Dot> {

  public Dot {
    if (number < 1 || number > Intervals.MAX_NUMBER) {
      throw new IllegalArgumentException("a dot's number counts from 1, not " + number);
    }
  }

  /** Reads {@code run:number} as {@link #toString} writes it. */
  public static Dot parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a dot is run:number, not \"" + text + "\"");
    }
    ReplicaId run = ReplicaId.parse(text.substring(0, colon));
    return new Dot(run, Long.parseLong(text.substring(colon + 1)));
  }

  public void write(ByteWriter out) {
    run.write(out);
    out.varint(number);
  }

  public static Dot read(ByteReader in) throws MalformedBytes {
    ReplicaId run = ReplicaId.read(in);
    long number = in.varint(Intervals.MAX_NUMBER);
    in.check(number >= 1, "a dot's number counts from 1");
    return new Dot(run, number);
  }

  @Override
  public int compareTo(Dot other) {
    int byRun = run.compareTo(other.run);
    return byRun != 0 ? byRun : Long.compare(number, other.number);
  }

  @Override
  public int hashCode() {
    return 31 * run.hashCode() + Long.hashCode(number);
  }

  @Override
  public String toString() {
    return run + ":" + number;
  }
}
