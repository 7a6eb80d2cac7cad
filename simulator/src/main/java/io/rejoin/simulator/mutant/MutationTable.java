package io.rejoin.simulator.mutant;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.grid.Variation;
import io.rejoin.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Tries every mutant until each check that must find it out has done so. */
public final class MutationTable {
  private static final String DETERMINISTIC = "deterministic";

  private final Runner runner;

  /** Runs a scenario with a seed. */
  @FunctionalInterface
  public interface Runner {
    Result run(Scenario scenario, long seed, Variation variation);
  }

  /** What came of a run, and the fingerprint of everything that happened in it. */
  public record Result(List<Finding> findings, String trace) {
    public Result {
      findings = List.copyOf(findings);
    }
  }

  /** How it went with a mutant. */
  public enum Fate {
    CAUGHT,
    /** A check that must find it out did not: a hole. */
    SURVIVED,
    NOT_BUILT
  }

  /**
   * A row of the table.
   *
   * @param by the checks that found it out, those too that need not
   * @param seeds how many it took
   * @param seconds of wall time
   */
  public record Row(Mutant mutant, Fate fate, SortedSet<String> by, long seeds, double seconds) {
    @Override
    public String toString() {
      String what = switch (fate) {
        case CAUGHT ->
          String.format(Locale.ROOT, "caught in %d (%.1f s) by %s", seeds, seconds, words(by));
        case SURVIVED ->
          String.format(
              Locale.ROOT,
              "SURVIVED %d: not found by all of %s but by %s",
              seeds,
              words(mutant.caughtBy()),
              words(by));
        case NOT_BUILT -> "not built";
      };
      return String.format(Locale.ROOT, "%-36s %s", mutant.name(), what);
    }

    private static String words(SortedSet<String> names) {
      return names.isEmpty() ? "none" : String.join(", ", names);
    }
  }

  public MutationTable(Runner runner) {
    this.runner = runner;
  }

  /** Tries all mutants with seeds from 1 on; each row is told as soon as it is there. */
  public List<Row> run(long maxSeeds, Consumer<Row> progress) {
    List<Row> rows = new ArrayList<>();
    for (Mutant mutant : Mutants.all()) {
      Row row = row(mutant, maxSeeds);
      rows.add(row);
      progress.accept(row);
    }
    return rows;
  }

  private Row row(Mutant mutant, long maxSeeds) {
    if (mutant.trial().isEmpty()) {
      return new Row(mutant, Fate.NOT_BUILT, new TreeSet<>(), 0, 0);
    }
    Mutant.Trial trial = mutant.trial().get();
    SortedSet<String> by = new TreeSet<>();
    long start = System.nanoTime();
    long seeds = 0;
    while (seeds < maxSeeds && !by.containsAll(mutant.caughtBy())) {
      seeds++;
      Result result = runner.run(trial.scenario(), seeds, trial.variation().get());
      by.addAll(violated(result));
      if (mutant.caughtBy().contains(DETERMINISTIC)) {
        Result twin = runner.run(trial.scenario(), seeds, trial.variation().get());
        by.addAll(violated(List.of(Finding.ofTwins(result.trace(), twin.trace()))));
      }
    }
    Fate fate = by.containsAll(mutant.caughtBy()) ? Fate.CAUGHT : Fate.SURVIVED;
    return new Row(mutant, fate, by, seeds, (System.nanoTime() - start) / 1e9);
  }

  /** What the checks find wrong with sound nodes on the same grounds: nothing. */
  public List<Finding> soundNodes(long seeds) {
    SortedSet<String> tried = new TreeSet<>();
    List<Finding> found = new ArrayList<>();
    for (Mutant mutant : Mutants.all()) {
      mutant
          .trial()
          .map(Mutant.Trial::scenario)
          .filter(each -> tried.add(each.name()))
          .ifPresent(ground -> {
            for (long seed = 1; seed <= seeds; seed++) {
              runner.run(ground, seed, Variation.NONE).findings().stream()
                  .filter(finding -> finding.verdict() == Verdict.VIOLATION)
                  .forEach(found::add);
            }
          });
    }
    return found;
  }

  private static SortedSet<String> violated(Result result) {
    return violated(result.findings());
  }

  private static SortedSet<String> violated(List<Finding> findings) {
    SortedSet<String> names = new TreeSet<>();
    for (Finding finding : findings) {
      if (finding.verdict() == Verdict.VIOLATION) {
        names.add(finding.check());
      }
    }
    return names;
  }
}
