package io.rejoin.examples.soak;

import io.rejoin.examples.demo.grid.ShopGrid;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.CommandFailed;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rejoin soak}: SIGKILL for nodes under load, and what is left of what they promised. */
@CommandLine.Command(
    name = "soak",
    description = {
      "Starts a grid of three node processes on this machine, writes to it, kills random nodes with"
          + " SIGKILL, one or all at once, starts them again on their disks, and compares.",
      "Ends with 0 only if every write that was acknowledged as synced is there, no dot was used"
          + " twice and all nodes hold the same."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SoakCommand implements Command {
  private static final int MOST_KILLS = 100_000;

  @Option(names = "--kills", description = "Processes to kill.", defaultValue = "50")
  private int kills;

  @Option(names = "--seed", description = "Draws victims, pauses and writes.", defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "Print the outcome as one JSON object in the last line.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (kills < 1 || kills > MOST_KILLS) {
      throw new BadInput("--kills is %d and must be from 1 to %d".formatted(kills, MOST_KILLS));
    }
    PrintWriter out = spec.commandLine().getOut();
    try (ShopGrid grid = Soak.grid(seed)) {
      Outcome outcome = run(grid);
      out.println(outcome.text());
      if (!outcome.good()) {
        grid.keepFolder();
        out.println("  The logs and disks of the nodes are in " + grid.folder());
      }
      if (json) {
        out.println(outcome.json());
      }
      return outcome.good() ? 0 : Main.FAILED;
    } catch (IOException e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    }
  }

  private Outcome run(ShopGrid grid) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      return new Soak(kills, seed).run(grid, err::println);
    } catch (IOException e) {
      grid.keepFolder();
      throw new CommandFailed(
          e.getMessage() + "; the logs and disks of the nodes are in " + grid.folder(), e);
    }
  }
}
