package io.rejoin.examples.finance;

import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.terminal.Page;
import io.rejoin.examples.terminal.Timeline;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.Main;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A bank's day at four branches, with the lines between them down at noon. */
@CommandLine.Command(
    name = "finance",
    description = {
      "A bank with four branches: transfers, balances that are never overdrawn, and a day's totals,"
          + " while two branches are cut off.",
      "Ends with 0 only if every branch has the same books in the end, and nothing was paid out"
          + " that was not there."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class FinanceCommand implements Command {
  private static final int MOST_ORDERS = 100_000;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--orders",
      description = "Ordinary orders of the day, before the cut and during it.",
      defaultValue = "600")
  private int orders;

  @Option(names = "--seed", description = "Draws the ordinary orders.", defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "Print the summary as one JSON object in the last line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    if (orders < 0 || orders > MOST_ORDERS) {
      throw new BadInput("--orders is " + orders + " and must be 0 to " + MOST_ORDERS);
    }
    boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    try (Timeline timeline = new Timeline(out(), terminal, System::nanoTime);
        LocalGrid grid = LocalGrid.start("bank", BankDay.BRANCHES)) {
      FinanceSummary summary = new BankDay(grid, timeline, seed).play(orders);
      timeline.end();
      summary.print(new Page(out(), terminal));
      if (json) {
        out().println(summary.json());
      }
      out().flush();
      return summary.good() ? 0 : Main.FAILED;
    }
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("not called by the command line");
    }
    return spec.commandLine().getOut();
  }
}
