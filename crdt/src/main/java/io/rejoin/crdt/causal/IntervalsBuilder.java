package io.rejoin.crdt.causal;

import java.util.Arrays;

/**
 * Collects intervals that come in ascending order of their lower bound, joining those that overlap
 * or touch. Not thread-safe.
 */
public final class IntervalsBuilder {
  private long[] bounds;
  private int used;

  public IntervalsBuilder() {
    this(4);
  }

  IntervalsBuilder(int expectedBounds) {
    bounds = new long[Math.max(2, expectedBounds)];
  }

  /** Adds {@code [from, to]}; {@code from} is not below that of the interval added before. */
  public void add(long from, long to) {
    if (from < 1
        || to < from
        || to > Intervals.MAX_NUMBER
        || (used > 0 && from < bounds[used - 2])) {
      throw new IllegalArgumentException("not an ascending interval: " + from + ".." + to);
    }
    if (used > 0 && from - 1 <= bounds[used - 1]) {
      bounds[used - 1] = Math.max(bounds[used - 1], to);
      return;
    }
    if (used == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * used);
    }
    bounds[used++] = from;
    bounds[used++] = to;
  }

  public boolean isEmpty() {
    return used == 0;
  }

  /** The intervals so far; the builder must not be used afterwards. */
  public Intervals build() {
    return Intervals.ofBounds(bounds, used);
  }
}
