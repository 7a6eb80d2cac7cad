package io.rejoin.simulator.world;

import java.util.function.LongUnaryOperator;

/**
 * Two states in turns, each for a drawn time. Which one holds at a time depends on nothing but
 * these times: not on who looks, nor how often.
 */
final class Alternation {
  private final LongUnaryOperator nanos;
  private long turn;
  private long start;
  private long end;

  /** {@code nanos} is how long the n-th turn lasts; the even ones are of the first state. */
  private Alternation(LongUnaryOperator nanos) {
    this.nanos = nanos;
    end = length(0);
  }

  /** Two states whose times are drawn for a purpose and a subject. */
  static Alternation of(
      Draws draws, Purpose purpose, long subject, Distribution first, Distribution second) {
    return new Alternation(turn -> (turn % 2 == 0 ? first : second)
        .nanos(draws.unit(purpose, subject, 2 * turn), draws.unit(purpose, subject, 2 * turn + 1)));
  }

  private long length(long turn) {
    return Math.max(1, nanos.applyAsLong(turn));
  }

  /** Whether the second state holds at a time; later times than before are cheapest. */
  boolean isSecond(long time) {
    if (time < start) {
      turn = 0;
      start = 0;
      end = length(0);
    }
    while (time >= end) {
      start = end;
      end = start + length(++turn);
    }
    return turn % 2 == 1;
  }

  /** When the turn that was last looked at ends. */
  long end() {
    return end;
  }
}
