package io.rejoin.simulator.scenario;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What should come of a run.
 *
 * @param violated checks that must be violated in at least one of the seeds; none: all must pass
 */
public record Expectation(SortedSet<String> violated) {
  public static final Expectation PASS = new Expectation(new TreeSet<>());

  public Expectation {
    violated = new TreeSet<>(violated);
  }

  public boolean isPass() {
    return violated.isEmpty();
  }
}
