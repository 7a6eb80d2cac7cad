package io.rejoin.hazelcast.federation;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a member's federation has done. Thread-safe. */
final class Tally {
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

  void refused() {
    refused.increment();
  }

  /** With so many keys waiting. */
  Counts counts(int waiting) {
    return new Counts(taken.sum(), given.sum(), givenBack.sum(), refused.sum(), waiting);
  }
}
