package io.rejoin.examples.demo;

import io.rejoin.examples.data.Baskets;
import io.rejoin.examples.data.Port;
import io.rejoin.examples.data.Ports;
import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.ShopGrid;
import io.rejoin.examples.demo.shop.ShoppingDay;
import io.rejoin.server.Command;
import io.rejoin.server.CommandFailed;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a day of shopping at several sites with a network split in the middle. */
@CommandLine.Command(
    name = "demo",
    description = {
      "Starts a grid of node processes on this machine, sends real supermarket baskets through it,"
          + " cuts its sites apart, kills a node, joins everything again and compares every cart.",
      "Ends with 0 only if every operation was served and nothing was lost."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class DemoCommand implements Command {
  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--sites", description = "Sites of the grid.", defaultValue = "3")
  private int sites;

  @Option(names = "--nodes-per-site", description = "Nodes at each site.", defaultValue = "2")
  private int nodesPerSite;

  @Option(
      names = "--baskets",
      description = "How many of the 4627 baskets are replayed.",
      defaultValue = "4627")
  private int baskets;

  @Option(
      names = "--seed",
      description = "Draws quantities, changes of mind and ways.",
      defaultValue = "1")
  private long seed;

  @Option(names = "--keep-running", description = "Leave the grid up at the end, until Ctrl-C.")
  private boolean keepRunning;

  @Option(names = "--json", description = "Print the summary as one JSON object in the last line.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    DemoOptions options = new DemoOptions(sites, nodesPerSite, baskets, seed);
    List<Port> ports = Ports.load().sites(sites);
    Baskets all = Baskets.load();
    ShoppingDay day = ShoppingDay.plan(all, Math.min(baskets, all.size()), sites, seed);
    boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    try (Timeline timeline = new Timeline(out(), terminal, System::nanoTime)) {
      List<String> siteNames = ports.stream().map(Port::siteName).toList();
      timeline.event(
          Style.BOLD,
          "start",
          "%d nodes at %d sites: %s"
              .formatted(options.nodes(), sites, String.join(", ", siteNames)));
      timeline.moving(() -> "starting %d processes".formatted(options.nodes()));
      try (ShopGrid grid = ShopGrid.start(siteNames, nodesPerSite, new SplittableRandom(seed))) {
        Demo demo = new Demo(options, ports, day, grid, timeline);
        Summary summary = run(demo, grid);
        timeline.end();
        boolean good = report(summary, demo.troubles(), siteNames, grid, terminal);
        if (keepRunning) {
          new CountDownLatch(1).await();
        }
        return good ? 0 : Main.FAILED;
      }
    }
  }

  private static Summary run(Demo demo, ShopGrid grid) throws InterruptedException {
    try {
      return demo.run();
    } catch (IOException e) {
      List<String> reasons = new ArrayList<>(demo.troubles());
      reasons.add(String.valueOf(e.getMessage()));
      grid.keepFolder();
      throw new CommandFailed(
          "%s; the logs of the nodes are in %s"
              .formatted(String.join("; ", reasons), grid.folder()),
          e);
    }
  }

  private boolean report(
      Summary summary,
      List<String> troubles,
      List<String> siteNames,
      ShopGrid grid,
      boolean terminal) {
    PrintWriter out = out();
    new Report(out, terminal).print(summary, siteNames, troubles);
    boolean good = summary.good() && troubles.isEmpty();
    if (!good) {
      grid.keepFolder();
      out.println("  The logs of the nodes are in " + grid.folder());
    }
    if (keepRunning) {
      out.println("  The grid stays up until Ctrl-C:");
      for (GridNode node : grid.nodes()) {
        out.println("    %-15s %s/status".formatted(node.spec().name(), node.url()));
      }
    }
    if (json) {
      out.println(summary.json());
    }
    out.flush();
    return good;
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("not called by the command line");
    }
    return spec.commandLine().getOut();
  }
}
