package io.rejoin.simulator.report;

import java.util.Optional;

/**
 * Where to look on after a failure.
 *
 * @param firstBad the first operation that went wrong, for people
 * @param report file of the report
 * @param shrunk file of the smallest scenario that still fails
 */
public record Whereabouts(
    Optional<String> firstBad, Optional<String> report, Optional<String> shrunk) {
  public static final Whereabouts NONE =
      new Whereabouts(Optional.empty(), Optional.empty(), Optional.empty());
}
