package io.rejoin.simulator.command;

import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.run.ScenarioSource;
import io.rejoin.simulator.scenario.Seeds;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rejoin simulate}: whole grids under faults in simulated time, from the command line. */
@CommandLine.Command(
    name = "simulate",
    description = "Runs whole grids under partitions, loss and crashes in simulated time.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = SimulateCommand.BAD_INPUT,
    exitCodeOnExecutionException = SimulateCommand.BAD_INPUT,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every check passed",
      "1:a check found a violation",
      "2:a check that was asked for had nothing to look at in any run",
      "3:bad scenario, bad flags, or the simulator itself failed"
    })
public final class SimulateCommand implements Command {
  static final int VIOLATION = 1;
  static final int UNKNOWN = 2;
  static final int BAD_INPUT = 3;

  private static final String DRAWN = "random";
  private static final Seeds DRAWN_SEEDS = new Seeds(1, 100);
  private static final long MUTANT_SEEDS = 20;
  private static final Seeds ALL_SEEDS = new Seeds(1, 10);

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "A scenario file or the name of a built-in scenario (default: " + DRAWN
          + ", which is drawn from the seed).")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "Every built-in scenario.")
  private boolean all;

  @Option(names = "--quick", description = "The quick form of the scenarios, if they have one.")
  private boolean quick;

  @Option(
      names = {"--seeds", "--seed"},
      paramLabel = "A..B",
      description = "The seeds to run, or one (default: those of the scenario).")
  private @Nullable String seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time (default: one per processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "As many seeds of each scenario as so many minutes allow, from the first on.")
  private @Nullable Double minutes;

  @Option(names = "--twin", description = "Runs every seed twice and compares what happened.")
  private boolean twin;

  @Option(names = "--verbose", description = "One line per run.")
  private boolean verbose;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes a line of JSON for each run; - for standard output.")
  private @Nullable String json;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a report for people: one HTML file.")
  private @Nullable Path report;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Writes all that happens in one run, a line each.")
  private @Nullable Path trace;

  @Option(
      names = "--shrink",
      paramLabel = "N",
      description = "Runs to spend on making a failing run smaller (default: ${DEFAULT-VALUE}).")
  private int shrink = 300;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where smaller failing runs are written (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("simulate-failures");

  @Option(names = "--list", description = "Lists the built-in scenarios.")
  private boolean list;

  @Option(
      names = "--explain",
      description = "Prints the scenario as the first seed has drawn it, and runs nothing.")
  private boolean explain;

  @Option(
      names = "--mutants",
      description = "Runs deliberately broken nodes and prints which check catches each.")
  private boolean mutants;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    PrintWriter console = spec.commandLine().getOut();
    if (threads < 1 || threads > 256) {
      throw new BadInput("--threads is 1 to 256, not " + threads);
    }
    if (list) {
      Listing.print(console);
      return 0;
    }
    if (mutants) {
      return Mutation.run(given().map(Seeds::to).orElse(MUTANT_SEEDS), console);
    }
    List<ScenarioSource> sources = sources();
    if (explain) {
      for (ScenarioSource source : sources) {
        Listing.explain(source, seedsOf(source).from(), console);
      }
      return 0;
    }
    Outputs outputs = new Outputs(
        Optional.ofNullable(json), Optional.ofNullable(report), Optional.ofNullable(trace), out);
    if (sources.size() == 1 && seedsOf(sources.get(0)).count() == 1 && !twin && minutes == null) {
      return new OneRun(outputs, shrink, console)
          .run(sources.get(0), seedsOf(sources.get(0)).from());
    }
    if (trace != null) {
      throw new BadInput("--trace is for one run: give one scenario and one seed");
    }
    ManyRuns runs = new ManyRuns(
        outputs, new ManyRuns.Options(threads, twin, verbose, shrink, time()), console);
    return runs.run(sources, this::seedsOf);
  }

  private Optional<Duration> time() {
    if (minutes == null) {
      return Optional.empty();
    }
    if (!(minutes > 0 && minutes <= 10_000)) {
      throw new BadInput("--minutes is above 0 and at most 10000, not " + minutes);
    }
    return Optional.of(Duration.ofMillis((long) (minutes * 60_000)));
  }

  private Optional<Seeds> given() {
    return Optional.ofNullable(seeds)
        .map(text -> Seeds.parse(text)
            .orElseThrow(() -> new BadInput("--seeds wants A..B or one number, not " + text)));
  }

  private Seeds seedsOf(ScenarioSource source) {
    Seeds own = source.name().equals(DRAWN)
        ? DRAWN_SEEDS
        : all ? ALL_SEEDS : source.scenario().apply(1).seeds();
    return given().orElse(own);
  }

  private List<ScenarioSource> sources() {
    if (all && !names.isEmpty()) {
      throw new BadInput("name scenarios or say --all, not both");
    }
    if (all) {
      return BuiltIn.all().stream()
          .map(builtIn -> ScenarioSource.of(builtIn, quick))
          .toList();
    }
    List<ScenarioSource> sources = new ArrayList<>();
    for (String name : names.isEmpty() ? List.of(DRAWN) : names) {
      sources.add(source(name));
    }
    return sources;
  }

  private ScenarioSource source(String name) {
    try {
      return ScenarioSource.find(name, quick)
          .orElseThrow(() -> new BadInput("there is no file '"
              + name + "' and no built-in scenario of that name; did you mean "
              + Listing.nearest(name) + "? (rejoin simulate --list)"));
    } catch (InvalidScenario invalid) {
      throw new BadInput(String.valueOf(invalid.getMessage()));
    }
  }
}
