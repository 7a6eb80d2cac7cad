package io.rejoin.simulator.command;

import io.rejoin.crdt.EntryKey;
import io.rejoin.server.BadInput;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.check.Violation;
import io.rejoin.simulator.report.Recorder;
import io.rejoin.simulator.report.Recording;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.report.Terminal;
import io.rejoin.simulator.report.TextTrace;
import io.rejoin.simulator.report.Whereabouts;
import io.rejoin.simulator.run.Reproduction;
import io.rejoin.simulator.run.Run;
import io.rejoin.simulator.run.ScenarioSource;
import io.rejoin.simulator.run.Simulation;
import io.rejoin.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine;

/** One run, told while it goes on. */
final class OneRun {
  private final Outputs outputs;
  private final int shrink;
  private final PrintWriter console;

  OneRun(Outputs outputs, int shrink, PrintWriter console) {
    this.outputs = outputs;
    this.shrink = shrink;
    this.console = console;
  }

  int run(ScenarioSource source, long seed) throws IOException {
    Scenario scenario = source.scenario().apply(seed);
    Duration warmup = scenario.time().warmup();
    Terminal terminal = new Terminal(CommandLine.Help.Ansi.AUTO.enabled(), warmup);
    boolean tells = !JsonFile.takesConsole(outputs.json());
    Recorder recorder = new Recorder(warmup, line -> {
      if (tells) {
        console.println(terminal.line(line));
        console.flush();
      }
    });
    Simulation simulation = new Simulation(scenario, seed);
    simulation.observe(recorder);
    RunSummary summary = traced(simulation).replayedBy(source.replay(seed));
    try (JsonFile json = JsonFile.open(outputs.json(), console)) {
      json.add(summary);
    }
    boolean isBad = summary.verdict() == Verdict.VIOLATION && scenario.expect().isPass();
    Recording recording = isBad ? watched(scenario, seed, summary) : recorder.recording();
    outputs.report().ifPresent(path -> Reports.ofOne(path, summary, recording));
    Optional<Path> smaller = isBad ? smaller(simulation, summary) : Optional.empty();
    if (tells) {
      Whereabouts where = new Whereabouts(
          firstBad(simulation, summary),
          outputs.report().map(Path::toString),
          smaller.map(Path::toString));
      console.println();
      terminal.conclusion(summary, where).forEach(console::println);
    }
    return exitCode(summary, scenario);
  }

  private RunSummary traced(Simulation simulation) {
    if (outputs.trace().isEmpty()) {
      return simulation.run();
    }
    Path path = outputs.trace().get();
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8))) {
      simulation.observe(new TextTrace(out, simulation.grid()));
      return simulation.run();
    } catch (IOException cannot) {
      throw new BadInput("cannot write " + path + ": " + cannot.getMessage());
    }
  }

  private static Optional<Violation> violation(RunSummary summary) {
    return summary.violated().flatMap(Finding::first);
  }

  /** The same run once more, with an eye on the entry that came out wrong. */
  private static Recording watched(Scenario scenario, long seed, RunSummary summary) {
    Duration warmup = scenario.time().warmup();
    Optional<EntryKey> key = violation(summary).flatMap(Violation::key);
    Recorder recorder = key.map(each -> new Recorder(warmup, line -> {}, each))
        .orElseGet(() -> new Recorder(warmup, line -> {}));
    Simulation simulation = new Simulation(scenario, seed);
    simulation.observe(recorder);
    simulation.run();
    return recorder.recording();
  }

  private static Optional<String> firstBad(Simulation simulation, RunSummary summary) {
    return violation(summary)
        .flatMap(each -> each.operation().isPresent()
            ? Optional.of(simulation
                .grid()
                .journal()
                .all()
                .get(each.operation().getAsInt())
                .toString())
            : Optional.empty());
  }

  private Optional<Path> smaller(Simulation simulation, RunSummary summary) throws IOException {
    if (shrink == 0) {
      return Optional.empty();
    }
    Run run = new Run(summary, simulation.scenario(), new TreeSet<>());
    Optional<Reproduction> smaller = Reproduction.of(run, shrink);
    return smaller.isPresent() ? Optional.of(smaller.get().write(outputs.out())) : Optional.empty();
  }

  private static int exitCode(RunSummary summary, Scenario scenario) {
    if (!scenario.expect().isPass()) {
      boolean isSeen = summary
          .violated()
          .filter(finding -> scenario.expect().violated().contains(finding.check()))
          .isPresent();
      return isSeen ? 0 : SimulateCommand.UNKNOWN;
    }
    return switch (summary.verdict()) {
      case PASS -> 0;
      case UNKNOWN -> SimulateCommand.UNKNOWN;
      case VIOLATION -> SimulateCommand.VIOLATION;
    };
  }
}
