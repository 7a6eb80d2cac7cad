package io.rejoin.hazelcast.federation;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a member's federation has done since it began. When nobody writes, nothing is counted.
 *
 * @param taken writes and removals of this cluster that went into the grid
 * @param given entries of this cluster that were set to what the grid has
 * @param givenBack what the grid lacked as a node had died, and the cluster still had
 * @param refused entries that could not be told or set; they are tried again
 * @param waiting keys that are to be looked at
 */
public record Counts(long taken, long given, long givenBack, long refused, int waiting) {

  /** Counts. Thread-safe. */
  static final class Tally {
    private final LongAdder taken = new LongAdder();
    private final LongAdder given = new LongAdder();
    private final LongAdder givenBack = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void took() {
      taken.increment();
    }

    void gave() {
      given.increment();
    }

    void gaveBack() {
      givenBack.increment();
    }

    void refused(int count) {
      refused.add(count);
    }

    /** With so many keys waiting. */
    Counts counts(int waiting) {
      return new Counts(taken.sum(), given.sum(), givenBack.sum(), refused.sum(), waiting);
    }
  }
}
