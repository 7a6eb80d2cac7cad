package io.rejoin.simulator;

import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.scenario.Seeds;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejoin simulate}: runs of whole nodes under faults, one per seed. */
@CommandLine.Command(
    name = "simulate",
    description = "Runs whole grids under partitions, loss and crashes in simulated time.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = SimulateCommand.BAD_FLAGS,
    exitCodeOnExecutionException = SimulateCommand.BAD_FLAGS,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every check passed",
      "1:a check found a violation",
      "2:a check found nothing to look at in any run",
      "3:bad flags, or the simulator itself failed"
    })
public final class SimulateCommand implements Command {
  static final int VIOLATION = 1;
  static final int UNKNOWN = 2;
  static final int BAD_FLAGS = 3;

  private static final int MAX_COMPLAINTS = 20;

  @Option(
      names = {"--seeds", "--seed"},
      paramLabel = "A..B",
      defaultValue = "1..100",
      description = "The seeds to run, or one (default: ${DEFAULT-VALUE}).")
  private String seeds = "1..100";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Runs at a time (default: one per processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--twin", description = "Runs every seed twice and compares what happened.")
  private boolean twin;

  @Option(names = "--verbose", description = "One line per run.")
  private boolean verbose;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private long complaints;
  private long differences;

  @Override
  public Integer call() throws InterruptedException {
    Seeds range = Seeds.parse(seeds)
        .orElseThrow(() -> new BadInput("--seeds wants A..B or one number, not " + seeds));
    if (threads < 1 || threads > 256) {
      throw new BadInput("--threads is 1 to 256, not " + threads);
    }
    long start = System.nanoTime();
    Sweep sweep = Sweep.over(range, threads, this::report);
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    sweep.summary(seconds).forEach(out::println);
    if (twin) {
      out.println(differences + " of " + range.count() + " twins differed");
    }
    out.println("simulate --seeds " + range + ": "
        + (differences > 0 ? Verdict.VIOLATION : sweep.verdict()));
    return exitCode(sweep);
  }

  private int exitCode(Sweep sweep) {
    if (differences > 0 || sweep.verdict() == Verdict.VIOLATION) {
      return VIOLATION;
    }
    return sweep.verdict() == Verdict.UNKNOWN ? UNKNOWN : 0;
  }

  private void report(RunResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (verbose) {
      out.println(line(result));
    }
    if (result.isViolated() && ++complaints <= MAX_COMPLAINTS) {
      out.println("seed " + result.seed() + ": " + result.complaint());
      out.println("  again with: rejoin simulate --seed " + result.seed() + " --verbose");
    }
    if (twin && !Simulation.run(result.seed()).trace().equals(result.trace())) {
      differences++;
      out.println("seed " + result.seed() + ": the twin run went another way");
    }
  }

  private static String line(RunResult result) {
    return String.format(
        Locale.ROOT,
        "seed %d: %d nodes, %d operations (%d during faults, %d lost), converged in %d ms, "
            + "trace %s, %s",
        result.seed(),
        result.nodes(),
        result.operations(),
        result.operationsDuringFaults(),
        result.lost(),
        result.convergedMillis(),
        result.trace(),
        result.isViolated() ? result.complaint() : "ok");
  }
}
