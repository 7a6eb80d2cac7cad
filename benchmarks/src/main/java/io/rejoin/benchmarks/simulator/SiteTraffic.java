package io.rejoin.benchmarks.simulator;

import io.rejoin.node.core.CoreConfig;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.grid.Traffic;
import io.rejoin.simulator.grid.Variation;
import io.rejoin.simulator.measure.VisibilityLag;
import io.rejoin.simulator.run.Simulation;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;

/**
 * What goes between three sites for each operation, with so many nodes at each: once while a delta
 * goes to every node, once while it goes to one node of each other site, which tells the others
 * there. Registers of 1,000 bytes are set, ten in a second in total whatever the number of nodes.
 * Arguments are numbers of nodes, 1, 2, 4 and 8 if there are none.
 */
public final class SiteTraffic {
  private static final int[] SIZES = {1, 2, 4, 8};
  private static final int SITES = 3;
  private static final int VALUE = 1_000;
  private static final double PER_SECOND = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration RUN = Duration.ofMinutes(2);

  private SiteTraffic() {}

  public static void main(String[] args) {
    System.out.println("| nodes/site | deltas go to | bytes/operation in deltas and clocks"
        + " | bytes/operation in all | seen everywhere: p50 | p99 |");
    System.out.println("|---:|---|---:|---:|---:|---:|");
    int[] sizes = args.length == 0
        ? SIZES
        : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    for (int size : sizes) {
      print(size, false);
      print(size, true);
    }
  }

  private static void print(int size, boolean oncePerSite) {
    Scenario scenario = Scenario.named("site-traffic")
        .time(WARM_UP, RUN, Duration.ofSeconds(30))
        .sites("site", SITES, size)
        .clients(
            "clients",
            clients -> clients
                .rate(PER_SECOND / SITES / size)
                .mix(new OperationSpec(
                    1,
                    "register.set",
                    "k{1..99}",
                    0,
                    false,
                    Distribution.constant(1),
                    VALUE,
                    "local")))
        .check(CheckName.ROOTS_EQUAL)
        .build();
    Simulation simulation = new Simulation(scenario, 1, new Variation() {
      @Override
      public CoreConfig config(SimNode node, CoreConfig sound) {
        return sound.withDeltas(sound.deltas().withOncePerSite(oncePerSite));
      }
    });
    Watch watch = new Watch();
    VisibilityLag lag = new VisibilityLag();
    simulation.observe(watch);
    simulation.observe(lag);
    simulation.onStart(() -> watch.begin(simulation.grid()));
    simulation.onEnd(() -> watch.end(simulation.grid()));
    simulation.run();
    SortedMap<String, Long> lags = lag.figures();
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %,d | %,d | %d ms | %d ms |%n",
        size,
        oncePerSite ? "one of a site" : "every node",
        watch.delta / watch.operations,
        watch.bytes / watch.operations,
        lags.get("lag-p50-ms"),
        lags.get("lag-p99-ms"));
  }

  /** Bytes between sites while clients work. */
  private static final class Watch implements Observer {
    private long operations;
    private long bytes;
    private long delta;

    void begin(SimGrid grid) {
      count(grid, -1);
    }

    void end(SimGrid grid) {
      count(grid, 1);
    }

    private void count(SimGrid grid, int sign) {
      for (Traffic.Between between : grid.traffic().between().values()) {
        bytes += sign * between.bytes();
        delta += sign * between.delta();
      }
    }

    @Override
    public void attempted(SimGrid grid, Attempt attempt) {
      operations++;
    }
  }
}
