package io.rejoin.simulator;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import java.util.List;

/**
 * What came of one run.
 *
 * @param convergedMillis from the last heal until all nodes had equal roots and agreed on the
 *     members, -1 if they never did
 * @param simulatedSeconds how long the run took in its own time
 * @param steps events
 * @param lost operations that only crashed nodes without a disk knew of
 * @param trace fingerprint of everything that happened
 */
public record RunResult(
    long seed,
    int nodes,
    List<Finding> findings,
    long convergedMillis,
    long simulatedSeconds,
    long steps,
    int operations,
    int operationsDuringFaults,
    int lost,
    long bytes,
    String trace) {
  public RunResult {
    findings = List.copyOf(findings);
  }

  /** A violation if any check found one, else a pass: evidence is asked of all runs together. */
  public boolean isViolated() {
    return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.VIOLATION);
  }

  /** The first violation, for people. */
  public String complaint() {
    return findings.stream()
        .filter(finding -> finding.verdict() == Verdict.VIOLATION)
        .map(Finding::toString)
        .findFirst()
        .orElse("none");
  }
}
