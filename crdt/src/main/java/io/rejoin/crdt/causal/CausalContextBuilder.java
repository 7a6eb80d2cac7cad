package io.rejoin.crdt.causal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects dots that come in ascending order. Not thread-safe. */
public final class CausalContextBuilder {
  private ReplicaId[] runs;
  private @Nullable Intervals[] numbers;
  private int used;

  /** Of the last run, if more numbers of it may come. */
  private @Nullable IntervalsBuilder open;

  public CausalContextBuilder() {
    this(4);
  }

  CausalContextBuilder(int expectedRuns) {
    runs = new ReplicaId[Math.max(1, expectedRuns)];
    numbers = new Intervals[runs.length];
  }

  /**
   * Adds the numbers {@code [from, to]} of a run; runs ascending, and within a run {@code from}.
   */
  public void add(ReplicaId run, long from, long to) {
    opened(run).add(from, to);
  }

  /** Adds numbers of a run that are not below those added before. */
  public void add(ReplicaId run, Intervals more) {
    if (!more.isEmpty() && !isLast(run)) {
      begin(run);
      numbers[used - 1] = more;
      return;
    }
    for (int i = 0; i < more.count(); i++) {
      add(run, more.from(i), more.to(i));
    }
  }

  /** The dots so far; the builder must not be used afterwards. */
  public CausalContext build() {
    close();
    return CausalContext.ofSorted(runs, numbers, used);
  }

  private boolean isLast(ReplicaId run) {
    return used > 0 && runs[used - 1].equals(run);
  }

  private void begin(ReplicaId run) {
    if (used > 0 && runs[used - 1].compareTo(run) >= 0) {
      throw new IllegalArgumentException("runs not ascending: " + runs[used - 1] + ", " + run);
    }
    close();
    if (used == runs.length) {
      runs = Arrays.copyOf(runs, 2 * used);
      numbers = Arrays.copyOf(numbers, 2 * used);
    }
    runs[used++] = run;
  }

  private IntervalsBuilder opened(ReplicaId run) {
    if (!isLast(run)) {
      begin(run);
    }
    IntervalsBuilder builder = open;
    if (builder == null) {
      builder = new IntervalsBuilder();
      Intervals before = numbers[used - 1];
      for (int i = 0; before != null && i < before.count(); i++) {
        builder.add(before.from(i), before.to(i));
      }
      open = builder;
    }
    return builder;
  }

  private void close() {
    if (open != null) {
      numbers[used - 1] = open.build();
      open = null;
    }
  }
}
