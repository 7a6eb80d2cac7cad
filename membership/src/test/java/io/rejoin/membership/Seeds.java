package io.rejoin.membership;

import java.util.stream.LongStream;

/** The seeds of the property tests: 1 to {@code -Dseeds=N}, or to a test's own number. */
final class Seeds {
  private Seeds() {}

  static LongStream seeds() {
    return upTo(60);
  }

  /** For tests that take longer. */
  static LongStream few() {
    return upTo(12);
  }

  private static LongStream upTo(long usual) {
    return LongStream.rangeClosed(1, Long.getLong("seeds", usual));
  }
}
