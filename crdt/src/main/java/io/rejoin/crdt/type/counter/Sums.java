package io.rejoin.crdt.type.counter;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;

/** What was added and what was taken, both from 0 up; they stay at the greatest number. */
record Sums(long plus, long minus) {
  static final Sums NONE = new Sums(0, 0);

  /** What {@link #write} takes at most. */
  static final int MAX_BYTES = 20;

  static Sums read(ByteReader in) throws MalformedBytes {
    return new Sums(in.varint(Long.MAX_VALUE), in.varint(Long.MAX_VALUE));
  }

  void write(ByteWriter out) {
    out.varint(plus).varint(minus);
  }

  Sums plus(Sums other) {
    return new Sums(Sum.of(plus, other.plus), Sum.of(minus, other.minus));
  }

  Sums plus(long amount) {
    return plus(amount > 0 ? new Sums(amount, 0) : new Sums(0, -amount));
  }

  /** What is here beyond the other, none of it below 0. */
  Sums beyond(Sums other) {
    return new Sums(Math.max(0, plus - other.plus), Math.max(0, minus - other.minus));
  }

  Sums max(Sums other) {
    return new Sums(Math.max(plus, other.plus), Math.max(minus, other.minus));
  }

  /** Refuses sums that have reached the greatest number, so that no later one is exact. */
  void check() {
    if (plus == Long.MAX_VALUE || minus == Long.MAX_VALUE) {
      throw new IllegalArgumentException("the sums of this run do not fit 63 bits");
    }
  }

  long difference() {
    return plus - minus;
  }
}
