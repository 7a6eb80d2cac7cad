package io.rejoin.simulator.report;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of one run, in the words of {@link JsonLines}.
 *
 * @param scenario its name
 * @param checks in the order of the scenario
 * @param events that happened in the simulated world
 * @param wallSeconds how long the run took on this machine: the one thing here that differs from
 *     run to run, so it is in no report that must be the same
 * @param convergedMillis from the last heal until all that was done before it was everywhere; empty
 *     if that never came
 * @param traceHash of everything that happened
 * @param version of Rejoin
 * @param replay the command that runs it again
 */
public record RunSummary(
    String scenario,
    long seed,
    Verdict verdict,
    List<Finding> checks,
    int nodes,
    long events,
    double simulatedSeconds,
    double wallSeconds,
    OptionalLong convergedMillis,
    Operations operations,
    Answered duringFaults,
    Traffic bytes,
    String traceHash,
    String version,
    String replay) {

  /** What clients tried, and how it ended. */
  public record Operations(long attempted, long ok, long refused, long failed) {
    public Operations {
      if (ok < 0 || refused < 0 || failed < 0 || attempted < ok + refused + failed) {
        throw new IllegalArgumentException(attempted + " operations, " + ok + " ok, " + refused
            + " refused, " + failed + " failed");
      }
    }
  }

  /** Operations at nodes that were cut off from others; a refusal is an answer. */
  public record Answered(long attempted, long ok) {
    public Answered {
      if (ok < 0 || attempted < ok) {
        throw new IllegalArgumentException(ok + " of " + attempted + " operations answered");
      }
    }
  }

  /** Bytes of frames. */
  public record Traffic(
      long total, long delta, long repair, long membership, List<Crossing> betweenSites) {
    public Traffic {
      betweenSites = List.copyOf(betweenSites);
    }

    public static Traffic of(long delta, long repair, long membership) {
      return new Traffic(delta + repair + membership, delta, repair, membership, List.of());
    }
  }

  /** Bytes of frames from one site to another; how many of them in the lane of deltas. */
  public record Crossing(String from, String to, long bytes, long delta) {}

  public RunSummary {
    checks = List.copyOf(checks);
    if (nodes < 1 || events < 0 || simulatedSeconds < 0 || wallSeconds < 0) {
      throw new IllegalArgumentException("a run of " + nodes + " nodes and " + events + " events");
    }
  }

  /** The first check that was violated. */
  public Optional<Finding> violated() {
    return checks.stream()
        .filter(finding -> finding.verdict() == Verdict.VIOLATION)
        .findFirst();
  }

  /** The same run after one more look, which may find it wrong. */
  public RunSummary with(Finding finding) {
    List<Finding> all = new ArrayList<>(checks);
    all.add(finding);
    boolean isWrong = finding.verdict() == Verdict.VIOLATION;
    return copy(isWrong ? Verdict.VIOLATION : verdict, all, replay);
  }

  /** The same run, with the command by which its starter runs it again. */
  public RunSummary replayedBy(String command) {
    return copy(verdict, checks, command);
  }

  private RunSummary copy(Verdict otherVerdict, List<Finding> otherChecks, String otherReplay) {
    return new RunSummary(
        scenario,
        seed,
        otherVerdict,
        otherChecks,
        nodes,
        events,
        simulatedSeconds,
        wallSeconds,
        convergedMillis,
        operations,
        duringFaults,
        bytes,
        traceHash,
        version,
        otherReplay);
  }
}
