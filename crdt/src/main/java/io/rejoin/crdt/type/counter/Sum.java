package io.rejoin.crdt.type.counter;

/** Sums of numbers from 0 up that stay at the greatest number instead of wrapping. */
public final class Sum {
  private Sum() {}

  /** Commutative and associative, so the order of items does not matter. */
  public static long of(long left, long right) {
    long sum = left + right;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
