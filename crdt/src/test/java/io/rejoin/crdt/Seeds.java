package io.rejoin.crdt;

import java.util.stream.LongStream;

/**
 * The seeds of the property tests: 1 to {@code -Dseeds=N}. Tests grow their case with the seed, so
 * the first seed that fails is a small case, and its number is in the test's name.
 */
public final class Seeds {
  private static final long COUNT = Long.getLong("seeds", 60);

  private Seeds() {}

  public static LongStream seeds() {
    return LongStream.rangeClosed(1, COUNT);
  }

  /** How large a case of this seed is: grows slowly, between the bounds. */
  public static int size(long seed, int least, int most) {
    return (int) Math.min(most, least + seed / 2);
  }
}
