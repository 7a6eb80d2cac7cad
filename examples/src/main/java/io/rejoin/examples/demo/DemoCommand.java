package io.rejoin.examples.demo;

import static java.util.stream.Collectors.joining;

import io.rejoin.examples.data.Baskets;
import io.rejoin.examples.data.Port;
import io.rejoin.examples.data.Ports;
import io.rejoin.examples.demo.grid.Engine;
import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.Plan;
import io.rejoin.examples.demo.grid.Shards;
import io.rejoin.examples.demo.grid.ShopGrid;
import io.rejoin.examples.demo.shop.ShoppingDay;
import io.rejoin.examples.terminal.Style;
import io.rejoin.examples.terminal.Timeline;
import io.rejoin.server.BadInput;
import io.rejoin.server.Command;
import io.rejoin.server.CommandFailed;
import io.rejoin.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final int SITES = 3;
  private static final int BASKETS = 4_627;
  private static final int BASKETS_WITH_COPIES = 2_000;

  @Option(
      names = "--sites",
      description = "Sites of the grid. Default: 3, with --copies one more than copies.")
  private @Nullable Integer sites;

  @Option(
      names = "--copies",
      description = "Each cart is kept by so many nodes, at as many sites; else by every node."
          + " Then no network is cut: a site is lost for good, and another takes its place.")
  private @Nullable Integer copies;

  @Option(
      names = "--engine",
      description = "What carries the nodes: builtin; akka, an application in an Akka Cluster; or"
          + " hazelcast, a map in a Hazelcast cluster at each site.",
      defaultValue = "builtin")
  private String engine = "";

  @Option(names = "--nodes-per-site", description = "Nodes at each site.", defaultValue = "2")
  private int nodesPerSite;

  @Option(
      names = "--baskets",
      description = "How many of the 4627 baskets are replayed. Default: all, with --copies 2000.")
  private @Nullable Integer baskets;

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
    DemoOptions options = options();
    List<Port> ports = Ports.load().sites(options.sites());
    Baskets all = Baskets.load();
    ShoppingDay day =
        ShoppingDay.plan(all, Math.min(options.baskets(), all.size()), options.sites(), seed);
    boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
    try (Timeline timeline = new Timeline(out(), terminal, System::nanoTime)) {
      List<String> siteNames = ports.stream().map(Port::siteName).toList();
      timeline.event(
          Style.BOLD,
          "start",
          "%d %s at %d sites: %s"
              .formatted(
                  options.nodes(),
                  options.engine().nodes(),
                  options.sites(),
                  String.join(", ", siteNames)));
      timeline.moving(() -> "starting %d processes".formatted(options.nodes()));
      String more = options.copies() == 0 ? "" : Shards.configuration(options.copies());
      Plan plan = new Plan(options.engine(), siteNames, nodesPerSite, more);
      try (ShopGrid grid = ShopGrid.start(plan, new SplittableRandom(seed))) {
        Script script = options.copies() == 0
            ? new Demo(options, ports, day, grid, timeline)
            : new LostSite(options, day, grid, timeline);
        Script.Outcome outcome = run(script, grid);
        timeline.end();
        report(outcome, script.troubles(), siteNames, terminal);
        boolean good = outcome.good() && script.troubles().isEmpty();
        tell(good, grid);
        if (json) {
          out().println(outcome.json());
        }
        out().flush();
        if (keepRunning) {
          new CountDownLatch(1).await();
        }
        return good ? 0 : Main.FAILED;
      }
    }
  }

  private DemoOptions options() {
    int number = copies == null ? 0 : copies;
    if (copies != null && number == 0) {
      throw new BadInput("--copies is 0; leave it out for a copy at every node");
    }
    int usual = copies == null ? SITES : Math.max(number, 1) + 1;
    int all = copies == null ? BASKETS : BASKETS_WITH_COPIES;
    return new DemoOptions(
        sites == null ? usual : sites,
        nodesPerSite,
        baskets == null ? all : baskets,
        seed,
        number,
        Engine.named(engine).orElseThrow(() -> unknown(engine)));
  }

  private static BadInput unknown(String engine) {
    String all = Arrays.stream(Engine.values()).map(Engine::toString).collect(joining(" or "));
    return new BadInput("--engine is '%s' and must be %s".formatted(engine, all));
  }

  private static Script.Outcome run(Script script, ShopGrid grid) throws InterruptedException {
    try {
      return script.run();
    } catch (IOException e) {
      List<String> reasons = new ArrayList<>(script.troubles());
      reasons.add(String.valueOf(e.getMessage()));
      grid.keepFolder();
      throw new CommandFailed(
          "%s; the logs of the nodes are in %s"
              .formatted(String.join("; ", reasons), grid.folder()),
          e);
    }
  }

  private void report(
      Script.Outcome outcome, List<String> troubles, List<String> siteNames, boolean terminal) {
    DemoPage page = new DemoPage(out(), terminal);
    if (outcome instanceof Summary summary) {
      new Report(page).print(summary, siteNames, troubles);
    } else if (outcome instanceof LostSiteSummary summary) {
      new LostSiteReport(page).print(summary, siteNames.get(1), troubles);
    }
  }

  private void tell(boolean good, ShopGrid grid) {
    if (!good) {
      grid.keepFolder();
      out().println("  The logs of the nodes are in " + grid.folder());
    }
    if (keepRunning) {
      out().println("  The grid stays up until Ctrl-C:");
      for (GridNode node : grid.nodes()) {
        out().println("    %-15s %s/status".formatted(node.spec().name(), node.url()));
      }
    }
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("not called by the command line");
    }
    return spec.commandLine().getOut();
  }
}
