package io.rejoin.simulator.run;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.scenario.Expectation;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Many runs of a scenario, one per seed, and what they say together. */
public final class Sweep {
  /** Runs that may be under way or wait to be reported. */
  private static final int AHEAD = 64;

  private final ScenarioSource source;
  private final Options options;
  private final SortedMap<String, Verdict> verdicts = new TreeMap<>();
  private final SortedMap<String, Long> evidence = new TreeMap<>();
  private final SortedSet<String> violated = new TreeSet<>();
  private final SortedSet<String> befell = new TreeSet<>();
  private final SortedSet<String> notBuilt = new TreeSet<>();
  private final List<Long> converged = new ArrayList<>();
  private Optional<Run> firstViolation = Optional.empty();
  private Optional<Scenario> scenario = Optional.empty();
  private long runs;
  private long violations;
  private long attempted;
  private double simulatedSeconds;
  private long events;

  public Sweep(ScenarioSource source, Options options) {
    this.source = source;
    this.options = options;
  }

  /** How seeds are run. */
  public record Options(int threads, boolean twin) {}

  /** Runs seeds, more than once if called again; each run is reported in their order, here. */
  public void run(Seeds seeds, Consumer<RunSummary> report) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(options.threads());
    Deque<Future<Run>> ahead = new ArrayDeque<>();
    try {
      for (long seed = seeds.from(); seed <= seeds.to(); seed++) {
        long next = seed;
        ahead.add(workers.submit(() -> Run.of(source, next, options.twin())));
        if (ahead.size() >= AHEAD) {
          take(await(ahead.remove()), report);
        }
      }
      while (!ahead.isEmpty()) {
        take(await(ahead.remove()), report);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static Run await(Future<Run> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulator itself failed", e.getCause());
    }
  }

  private void take(Run run, Consumer<RunSummary> report) {
    RunSummary summary = run.summary();
    runs++;
    simulatedSeconds += summary.simulatedSeconds();
    events += summary.events();
    attempted += summary.operations().attempted();
    summary.convergedMillis().ifPresent(converged::add);
    befell.addAll(run.befell());
    scenario = Optional.of(run.scenario());
    for (Finding finding : summary.checks()) {
      verdicts.merge(finding.check(), finding.verdict(), Verdict::and);
      evidence.merge(finding.check(), finding.evidence(), Long::sum);
      if (finding.verdict() == Verdict.VIOLATION) {
        violated.add(finding.check());
      } else if (finding.isNotBuilt()) {
        notBuilt.add(finding.check());
      }
    }
    if (summary.verdict() == Verdict.VIOLATION) {
      violations++;
      firstViolation = firstViolation.or(() -> Optional.of(run));
    }
    report.accept(summary);
  }

  public ScenarioSource source() {
    return source;
  }

  /**
   * Whether all was as the scenario expects: no check violated, each that it names with evidence in
   * some run, every kind of happening that it must cover seen; or, where it expects violations,
   * each of those seen and no other.
   */
  public Verdict verdict() {
    SortedSet<String> expected =
        scenario.map(Scenario::expect).orElse(Expectation.PASS).violated();
    if (!expected.containsAll(violated)) {
      return Verdict.VIOLATION;
    }
    boolean isKnown =
        violated.containsAll(expected) && uncovered().isEmpty() && unknown().isEmpty();
    return isKnown && runs > 0 ? Verdict.PASS : Verdict.UNKNOWN;
  }

  /**
   * The checks that the scenario names and that had nothing to look at in any run, and what it asks
   * for that is not built.
   */
  public SortedSet<String> unknown() {
    SortedSet<String> unknown = new TreeSet<>(notBuilt);
    scenario.ifPresent(each -> each.checks().forEach(check -> {
      if (verdicts.getOrDefault(check.name(), Verdict.UNKNOWN) == Verdict.UNKNOWN) {
        unknown.add(check.name());
      }
    }));
    return unknown;
  }

  /** The kinds of happening that must be covered and were not. */
  public SortedSet<String> uncovered() {
    SortedSet<String> uncovered = new TreeSet<>();
    scenario.ifPresent(each -> uncovered.addAll(each.cover()));
    uncovered.removeAll(befell);
    return uncovered;
  }

  /** Whether violations are what the scenario is about. */
  public boolean expectsViolations() {
    return scenario.filter(each -> !each.expect().isPass()).isPresent();
  }

  public Optional<Run> firstViolation() {
    return firstViolation;
  }

  public long runs() {
    return runs;
  }

  public long violations() {
    return violations;
  }

  public long attempted() {
    return attempted;
  }

  public long events() {
    return events;
  }

  public double simulatedSeconds() {
    return simulatedSeconds;
  }

  /** The verdicts by check. */
  public SortedMap<String, Verdict> verdicts() {
    return Collections.unmodifiableSortedMap(verdicts);
  }

  /** What the checks looked at. */
  public SortedMap<String, Long> evidence() {
    return Collections.unmodifiableSortedMap(evidence);
  }

  /** Milliseconds from the last heal to convergence within which this share of the runs lay. */
  public long convergedMillis(int percent) {
    List<Long> sorted = new ArrayList<>(converged);
    Collections.sort(sorted);
    return sorted.isEmpty()
        ? -1
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) sorted.size() * percent / 100));
  }
}
