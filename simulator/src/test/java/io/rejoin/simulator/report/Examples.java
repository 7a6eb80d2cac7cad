package io.rejoin.simulator.report;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.check.Violation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Runs made by hand. */
public final class Examples {
  private Examples() {}

  /** A run in which all is well. */
  public static RunSummary passing(long seed) {
    return run(
        seed,
        Verdict.PASS,
        List.of(
            Finding.passed("local-availability", 3_204),
            Finding.passed("no-lost-adds", 18_112),
            Finding.passed("roots-equal", 412)));
  }

  /** A run in which an add is lost. */
  public static RunSummary violated(long seed, String detail) {
    return run(
        seed,
        Verdict.VIOLATION,
        List.of(
            Finding.passed("local-availability", 3_204),
            Finding.violated("no-lost-adds", 18_112, Violation.at(12_500_000_000L, detail)),
            Finding.unknown("never-oversold", "")));
  }

  /** A run in which something is lost of the entry of {@link RecordedRun}, at a node. */
  public static RunSummary violatedAt(int node, long nanos, String detail) {
    Violation what = new Violation(
        nanos, Optional.of(RecordedRun.KEY), OptionalInt.of(node), OptionalInt.empty(), detail);
    return run(8, Verdict.VIOLATION, List.of(Finding.violated("no-lost-adds", 18_112, what)));
  }

  private static RunSummary run(long seed, Verdict verdict, List<Finding> checks) {
    return new RunSummary(
        "wan-outage",
        seed,
        verdict,
        checks,
        19,
        1_482_113,
        5_580,
        1.25,
        verdict == Verdict.VIOLATION ? OptionalLong.empty() : OptionalLong.of(7_930),
        new RunSummary.Operations(81_204, 81_100, 104, 0),
        new RunSummary.Answered(3_204, 3_204),
        new RunSummary.Traffic(
            51_182_173,
            9_182_733,
            1_887_436,
            40_112_004,
            List.of(new RunSummary.Crossing("depot-1", "office", 24_000, 16_000))),
        "00ff17a2c4d9e6b3",
        "0.1.0",
        "rejoin simulate wan-outage --seed " + seed);
  }
}
