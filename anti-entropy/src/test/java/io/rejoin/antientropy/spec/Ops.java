package io.rejoin.antientropy.spec;

import java.util.StringJoiner;

/**
 * Sets of operations in one {@code long}: a byte for each run, bit n-1 of it for the run's number
 * n. A dot is the operation that made it. A clock is such a set; what is forgotten is one without
 * gaps. A run may use {@value #NUMBERS} numbers, so that no set of real operations fills its byte.
 */
final class Ops {
  static final int RUNS = 8;
  static final int NUMBERS = 7;

  private Ops() {}

  static long op(int run, int number) {
    return 1L << (8 * run + number - 1);
  }

  static int run(long op) {
    return Long.numberOfTrailingZeros(op) / 8;
  }

  static long all(int run) {
    return 0xFFL << (8 * run);
  }

  static boolean covers(long set, long subset) {
    return (subset & ~set) == 0;
  }

  /** Without what follows a gap. */
  static long prefix(long set) {
    long kept = 0x0101010101010101L & set;
    for (int i = 1; i < 8; i++) {
      kept |= (kept << 1) & 0xFEFEFEFEFEFEFEFEL & set;
    }
    return kept;
  }

  /** With the gaps filled: up to the last number of each run. */
  static long upTo(long set) {
    long filled = set;
    for (int i = 1; i < 8; i++) {
      filled |= (filled >>> 1) & 0x7F7F7F7F7F7F7F7FL;
    }
    return filled;
  }

  static String show(long set) {
    StringJoiner text = new StringJoiner(" ", "{", "}");
    for (int run = 0; run < RUNS; run++) {
      long own = (set >>> (8 * run)) & 0xFF;
      if (own == 0xFF) {
        text.add("r" + run + ":all");
        continue;
      }
      for (int number = 1; number <= 8; number++) {
        if (((own >>> (number - 1)) & 1) != 0) {
          text.add("r" + run + "." + number);
        }
      }
    }
    return text.toString();
  }
}
