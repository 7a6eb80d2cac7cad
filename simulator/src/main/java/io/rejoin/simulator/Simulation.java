package io.rejoin.simulator;

import io.rejoin.simulator.check.Check;
import io.rejoin.simulator.check.Checks;
import io.rejoin.simulator.check.MembershipConverges;
import io.rejoin.simulator.check.RootsEqual;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.Workload;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Purpose;
import io.rejoin.simulator.world.Tamper;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** One run: clients work while faults happen, all is healed, the nodes settle, checks look. */
public final class Simulation {
  private static final Duration SAMPLE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SETTLE = Duration.ofSeconds(90);
  private static final Duration STEADY = Duration.ofSeconds(3);

  private final Scenario scenario;
  private final World world;
  private final SimGrid grid;
  private final List<Check> checks = Checks.all();
  private final Workload workload;
  private final UnaryOperator<Deed<?>> clients;
  private boolean working = true;

  private Simulation(Scenario scenario, Tamper tamper, UnaryOperator<Deed<?>> clients) {
    this.clients = clients;
    this.scenario = scenario;
    world = new World(scenario.seed());
    GridSetting setting = new GridSetting(scenario.shards(), "simulation", Duration.ofMinutes(5));
    grid = new SimGrid(world, setting, scenario.places(), Duration.ZERO);
    checks.forEach(grid::observe);
    grid.network().tamper(tamper);
    workload = new Workload(world.draws(), scenario.keys());
  }

  /** Runs the scenario of a seed. */
  public static RunResult run(long seed) {
    return run(Scenario.of(seed), Tamper.NONE);
  }

  /** Runs a scenario with a hand on the wire. */
  public static RunResult run(Scenario scenario, Tamper tamper) {
    return run(scenario, tamper, UnaryOperator.identity());
  }

  /** Runs a scenario with a hand on the wire, and clients that may do other things than asked. */
  public static RunResult run(Scenario scenario, Tamper tamper, UnaryOperator<Deed<?>> clients) {
    return new Simulation(scenario, tamper, clients).run();
  }

  private RunResult run() {
    scenario.climate().over(grid);
    scenario.places().forEach(place -> grid.start(place.number()));
    scenario.places().forEach(place -> work(place.number(), 0));
    scenario.mishaps().forEach(this::plan);
    world.after(SAMPLE, this::sample);
    world.runUntil(scenario.run().toNanos());
    working = false;
    healAll();
    long converged = settle();
    checks.forEach(check -> check.sample(grid));
    return result(converged);
  }

  /** The n-th operation of the client at a node, and then the next. */
  private void work(int node, long n) {
    Draws draws = world.draws();
    double spread = 0.2 + 1.6 * draws.unit(Purpose.OPERATION, ~node, n);
    long pause = (long) (spread * scenario.pace().toNanos());
    world.after(pause, () -> {
      if (working) {
        grid.attempt("client", n, node, clients.apply(workload.deed(node, n)));
        work(node, n + 1);
      }
    });
  }

  private void plan(Scenario.Mishap mishap) {
    long at = mishap.at().toNanos();
    world.at(at, () -> mishap.fault().begin(grid));
    long end = Math.min(at + mishap.time().toNanos(), scenario.run().toNanos());
    world.at(end, () -> mishap.fault().end(grid));
  }

  private void sample() {
    checks.forEach(check -> check.sample(grid));
    world.after(SAMPLE, this::sample);
  }

  private void healAll() {
    scenario.mishaps().forEach(mishap -> mishap.fault().end(grid));
    scenario.climate().over(grid);
  }

  /** Until the nodes have agreed for a while without a break; from when, or -1 if they did not. */
  private long settle() {
    long healed = world.now();
    long agreed = -1;
    while (world.now() < healed + SETTLE.toNanos()) {
      boolean agree = RootsEqual.holds(grid) && MembershipConverges.holds(grid);
      if (!agree) {
        agreed = -1;
      } else if (agreed < 0) {
        agreed = world.now();
      } else if (world.now() - agreed >= STEADY.toNanos()) {
        return Duration.ofNanos(agreed - healed).toMillis();
      }
      world.runUntil(world.now() + LOOK.toNanos());
    }
    return -1;
  }

  private RunResult result(long converged) {
    List<Done> all = grid.journal().all();
    return new RunResult(
        scenario.seed(),
        scenario.places().size(),
        checks.stream().map(check -> check.conclude(grid)).toList(),
        converged,
        Duration.ofNanos(world.now()).toSeconds(),
        world.steps(),
        all.size(),
        (int) all.stream().filter(Done::during).count(),
        grid.journal().lost(),
        grid.network().bytes(),
        world.trace().toString());
  }
}
