package io.rejoin.simulator.command;

import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.run.Reproduction;
import io.rejoin.simulator.run.Run;
import io.rejoin.simulator.run.ScenarioSource;
import io.rejoin.simulator.run.Sweep;
import io.rejoin.simulator.scenario.Seeds;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Scenarios over many seeds: progress, what went wrong, and a table at the end. */
final class ManyRuns {
  private static final int MAX_COMPLAINTS = 20;

  private final Outputs outputs;
  private final Options options;
  private final PrintWriter console;
  private final PrintWriter programs;
  private final Progress progress;
  private final List<RunSummary> all = new ArrayList<>();
  private long complaints;

  /**
   * How it is done.
   *
   * @param time if present, as many seeds as it allows
   */
  record Options(int threads, boolean twin, boolean verbose, int shrink, Optional<Duration> time) {}

  ManyRuns(Outputs outputs, Options options, PrintWriter console) {
    this.outputs = outputs;
    this.options = options;
    this.console =
        JsonFile.takesConsole(outputs.json()) ? new PrintWriter(PrintWriter.nullWriter()) : console;
    programs = console;
    progress = Progress.onTerminal();
  }

  int run(List<ScenarioSource> sources, Function<ScenarioSource, Seeds> seeds)
      throws InterruptedException, IOException {
    Map<Sweep, Seeds> sweeps = new LinkedHashMap<>();
    Sweep.Options how = new Sweep.Options(options.threads(), options.twin());
    sources.forEach(source -> sweeps.put(new Sweep(source, how), seeds.apply(source)));
    long begin = System.nanoTime();
    try (JsonFile json = JsonFile.open(outputs.json(), programs)) {
      if (options.time().isEmpty()) {
        for (Map.Entry<Sweep, Seeds> each : sweeps.entrySet()) {
          run(each.getKey(), each.getValue(), json);
        }
      } else {
        rounds(sweeps, begin + options.time().get().toNanos(), json);
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    boolean inDetail = sources.size() == 1;
    sweeps.keySet().forEach(sweep -> Table.of(sweep, inDetail).forEach(console::println));
    console.println(Table.total(List.copyOf(sweeps.keySet()), seconds));
    outputs.report().ifPresent(file -> {
      Reports.ofMany(file, all);
      console.println("report  " + file);
    });
    return exitCode(sweeps.keySet());
  }

  /** A few seeds of each scenario in turn, from its first on, while there is time. */
  private void rounds(Map<Sweep, Seeds> sweeps, long until, JsonFile json)
      throws InterruptedException, IOException {
    for (long done = 0; System.nanoTime() < until; done += options.threads()) {
      for (Map.Entry<Sweep, Seeds> each : sweeps.entrySet()) {
        long first = each.getValue().from() + done;
        if (done == 0 || System.nanoTime() < until) {
          run(each.getKey(), new Seeds(first, first + options.threads() - 1), json);
        }
      }
    }
  }

  private void run(Sweep sweep, Seeds seeds, JsonFile json)
      throws InterruptedException, IOException {
    boolean failed = sweep.violations() > 0;
    progress.begin(sweep.source().name(), seeds.count());
    sweep.run(seeds, summary -> {
      json.add(summary);
      took(sweep.source(), summary);
    });
    progress.clear();
    if (!failed) {
      shrink(sweep);
    }
  }

  private void took(ScenarioSource source, RunSummary summary) {
    if (outputs.report().isPresent()) {
      all.add(summary);
    }
    boolean isBad = summary.verdict() == Verdict.VIOLATION
        && source.scenario().apply(summary.seed()).expect().isPass();
    if (options.verbose() || (isBad && ++complaints <= MAX_COMPLAINTS)) {
      progress.clear();
      console.println(line(summary));
      if (isBad) {
        console.println("  again with: " + summary.replay());
      }
    }
    progress.step();
  }

  private static String line(RunSummary run) {
    return String.format(
        Locale.ROOT,
        "%s seed %d: %s, %d nodes, %,d operations (%,d at nodes cut off), converged %s, trace %s%s",
        run.scenario(),
        run.seed(),
        run.verdict(),
        run.nodes(),
        run.operations().attempted(),
        run.duringFaults().attempted(),
        run.convergedMillis().isPresent() ? run.convergedMillis().getAsLong() + " ms" : "never",
        run.traceHash(),
        run.violated().map(finding -> ", " + finding).orElse(""));
  }

  private void shrink(Sweep sweep) throws IOException {
    Optional<Run> failed = sweep.firstViolation();
    if (failed.isEmpty() || options.shrink() == 0 || sweep.expectsViolations()) {
      return;
    }
    progress.say("making seed " + failed.get().summary().seed() + " smaller ...");
    Optional<Reproduction> smaller = Reproduction.of(failed.get(), options.shrink());
    progress.clear();
    if (smaller.isPresent()) {
      console.println("  shrunk to: " + smaller.get().write(outputs.out()));
    }
  }

  private static int exitCode(Collection<Sweep> sweeps) {
    int code = 0;
    for (Sweep sweep : sweeps) {
      if (sweep.verdict() == Verdict.VIOLATION) {
        return SimulateCommand.VIOLATION;
      } else if (sweep.verdict() == Verdict.UNKNOWN) {
        code = SimulateCommand.UNKNOWN;
      }
    }
    return code;
  }
}
