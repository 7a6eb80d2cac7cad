package io.rejoin.simulator.command;

import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.run.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of sweeps, for people. */
final class Table {
  private Table() {}

  /** A line for a sweep; in detail also one for each check. */
  static List<String> of(Sweep sweep, boolean inDetail) {
    List<String> lines = new ArrayList<>();
    if (inDetail) {
      sweep
          .verdicts()
          .forEach((check, verdict) -> lines.add(String.format(
              Locale.ROOT,
              "%-24s %-9s %,14d looked at",
              check,
              verdict,
              sweep.evidence().getOrDefault(check, 0L))));
    }
    lines.add(String.format(
        Locale.ROOT,
        "%-20s %-9s %,7d runs, %,d violated; converged in %s (half), %s (99 %%), %s (all)",
        sweep.source().name(),
        sweep.verdict(),
        sweep.runs(),
        sweep.violations(),
        time(sweep.convergedMillis(50)),
        time(sweep.convergedMillis(99)),
        time(sweep.convergedMillis(100))));
    if (!sweep.uncovered().isEmpty()) {
      lines.add("  never happened: " + String.join(", ", sweep.uncovered()));
    }
    if (!sweep.unknown().isEmpty() && sweep.verdict() == Verdict.UNKNOWN) {
      lines.add("  nothing to look at, or not built: " + String.join(", ", sweep.unknown()));
    }
    return lines;
  }

  private static String time(long millis) {
    return millis < 0 ? "never" : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
  }

  /** All sweeps together. */
  static String total(List<Sweep> sweeps, double seconds) {
    double simulated = sweeps.stream().mapToDouble(Sweep::simulatedSeconds).sum();
    return String.format(
        Locale.ROOT,
        "%,d runs, %,d violated; %,d operations; %,.0f simulated seconds in %.1f s (%,.0fx),"
            + " %,.0f events/s",
        sweeps.stream().mapToLong(Sweep::runs).sum(),
        sweeps.stream().mapToLong(Sweep::violations).sum(),
        sweeps.stream().mapToLong(Sweep::attempted).sum(),
        simulated,
        seconds,
        simulated / seconds,
        sweeps.stream().mapToLong(Sweep::events).sum() / seconds);
  }
}
