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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  record Options(int threads, boolean twin, boolean verbose, int shrink) {}

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
    List<Sweep> sweeps = new ArrayList<>();
    long begin = System.nanoTime();
    try (JsonFile json = JsonFile.open(outputs.json(), programs)) {
      for (ScenarioSource source : sources) {
        Seeds range = seeds.apply(source);
        progress.begin(source.name(), range.count());
        sweeps.add(Sweep.over(
            source, range, new Sweep.Options(options.threads(), options.twin()), summary -> {
              json.add(summary);
              took(source, summary);
            }));
        progress.clear();
        shrink(sweeps.get(sweeps.size() - 1));
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    sweeps.forEach(sweep -> Table.of(sweep, sources.size() == 1).forEach(console::println));
    console.println(Table.total(sweeps, seconds));
    if (outputs.report().isPresent()) {
      Reports.ofMany(outputs.report().get(), all);
      console.println("report  " + outputs.report().get());
    }
    return exitCode(sweeps);
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

  private static int exitCode(List<Sweep> sweeps) {
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
