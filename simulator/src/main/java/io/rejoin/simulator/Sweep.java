package io.rejoin.simulator;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.scenario.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Many runs, one per seed, and what they say together. */
public final class Sweep {
  /** Runs that may be under way or wait to be reported. */
  private static final int AHEAD = 64;

  private final SortedMap<String, Verdict> verdicts = new TreeMap<>();
  private final SortedMap<String, Long> evidence = new TreeMap<>();
  private final List<Long> converged = new ArrayList<>();
  private long runs;
  private long violated;
  private long simulatedSeconds;
  private long operations;
  private long duringFaults;
  private long lost;

  /** Runs the seeds on so many threads; each result is reported in the order of the seeds. */
  public static Sweep over(Seeds seeds, int threads, Consumer<RunResult> report)
      throws InterruptedException {
    Sweep sweep = new Sweep();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<RunResult>> ahead = new ArrayList<>();
      for (long seed = seeds.from(); seed <= seeds.to(); seed++) {
        long next = seed;
        ahead.add(workers.submit(() -> Simulation.run(next)));
        if (ahead.size() >= AHEAD || seed == seeds.to()) {
          int keep = seed == seeds.to() ? 0 : AHEAD / 2;
          while (ahead.size() > keep) {
            sweep.take(await(ahead.remove(0)), report);
          }
        }
      }
    } finally {
      workers.shutdownNow();
    }
    return sweep;
  }

  private static RunResult await(Future<RunResult> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulator itself failed", e.getCause());
    }
  }

  private void take(RunResult result, Consumer<RunResult> report) {
    runs++;
    violated += result.isViolated() ? 1 : 0;
    simulatedSeconds += result.simulatedSeconds();
    operations += result.operations();
    duringFaults += result.operationsDuringFaults();
    lost += result.lost();
    converged.add(result.convergedMillis());
    for (Finding finding : result.findings()) {
      verdicts.merge(finding.check(), finding.verdict(), Verdict::and);
      evidence.merge(finding.check(), finding.evidence(), Long::sum);
    }
    report.accept(result);
  }

  /** A violation if any run has one, unknown if a check found no evidence in any run. */
  public Verdict verdict() {
    if (verdicts.containsValue(Verdict.VIOLATION)) {
      return Verdict.VIOLATION;
    }
    return verdicts.containsValue(Verdict.UNKNOWN) ? Verdict.UNKNOWN : Verdict.PASS;
  }

  public long violated() {
    return violated;
  }

  /** Lines for people. */
  public List<String> summary(double wallSeconds) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Verdict> check : verdicts.entrySet()) {
      long found = evidence.getOrDefault(check.getKey(), 0L);
      lines.add(String.format(
          Locale.ROOT, "%-24s %-9s %,14d looked at", check.getKey(), check.getValue(), found));
    }
    lines.add(String.format(
        Locale.ROOT,
        "%,d runs, %,d violated; %,d operations, %,d of them during faults, %,d lost with a disk",
        runs,
        violated,
        operations,
        duringFaults,
        lost));
    lines.add(String.format(
        Locale.ROOT,
        "converged after the last heal within %,d ms at half of the runs, %,d ms at 99 %%,"
            + " %,d ms at all",
        percentile(50),
        percentile(99),
        percentile(100)));
    lines.add(String.format(
        Locale.ROOT,
        "%,d simulated seconds in %.1f s, %.0f times real time",
        simulatedSeconds,
        wallSeconds,
        simulatedSeconds / wallSeconds));
    return lines;
  }

  private long percentile(int percent) {
    List<Long> sorted = new ArrayList<>(converged);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1L, (long) sorted.size() * percent / 100));
  }
}
