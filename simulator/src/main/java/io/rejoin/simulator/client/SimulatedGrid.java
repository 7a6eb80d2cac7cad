package io.rejoin.simulator.client;

import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.simulator.check.Check;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.run.Simulation;
import io.rejoin.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated grid for an application's own tests: code runs at its nodes through the ordinary API,
 * while the scenario cuts, crashes and heals.
 *
 * <pre>{@code
 * try (SimulatedGrid grid = SimulatedGrid.of(scenario, seed)) {
 *   grid.client("depot-3/1").every(200, MILLISECONDS, client -> shop.sellOne(client.grid()));
 *   grid.always("never below zero", () -> stock(grid) >= 0);
 *   RunSummary result = grid.run();
 * }
 * }</pre>
 */
public final class SimulatedGrid implements AutoCloseable {
  private final Simulation simulation;
  private final List<SimulatedClient> clients = new ArrayList<>();
  private final Map<Integer, Life> lives = new TreeMap<>();
  private final CodeFailures failures = new CodeFailures();
  private Optional<RunSummary> result = Optional.empty();

  /** The API over one process of a node. */
  private record Life(SimHost host, Grid grid) {}

  private SimulatedGrid(Simulation simulation) {
    this.simulation = simulation;
    simulation.check(failures);
    simulation.observe(new Observer() {
      @Override
      public void life(SimGrid grid, SimNode node) {
        end(lives.remove(node.number()));
      }
    });
  }

  /** A run that has not begun. */
  public static SimulatedGrid of(Scenario scenario, long seed) {
    return new SimulatedGrid(new Simulation(scenario, seed));
  }

  /** Runs it, once. Afterwards the nodes that are up can be looked at, until this is closed. */
  public RunSummary run() {
    RunSummary now = simulation.run();
    result = Optional.of(now);
    return now;
  }

  /** What came of the run, if it was. */
  public Optional<RunSummary> result() {
    return result;
  }

  /** The run that this grid is of. */
  Simulation simulation() {
    return simulation;
  }

  /** The names of the nodes. */
  public List<String> nodes() {
    return simulation.grid().nodes().stream().map(node -> node.place().name()).toList();
  }

  /** A client at a node, such as {@code depot-3/1}; each call gives another one. */
  public SimulatedClient client(String node) {
    SimulatedClient client =
        new SimulatedClient(this, number(node).place().name(), clients.size() + 1);
    clients.add(client);
    return client;
  }

  /**
   * The API of a node's present process.
   *
   * @throws GridException.Closed if the node is down
   */
  public Grid node(String name) {
    SimNode node = number(name);
    if (!node.isUp()) {
      throw new GridException.Closed();
    }
    return lives.computeIfAbsent(node.number(), any -> begin(node)).grid;
  }

  /** Looks every second and at the end whether something holds. */
  public void always(String name, BooleanSupplier holds) {
    simulation.check(new Invariant(name, true, holds));
  }

  /** Looks at the end, when all is healed and settled, whether something holds. */
  public void atTheEnd(String name, BooleanSupplier holds) {
    simulation.check(new Invariant(name, false, holds));
  }

  /** One more thing that must hold. */
  public void check(Check check) {
    simulation.check(check);
  }

  boolean isServing(String name) {
    return number(name).isServing();
  }

  void failed(SimulatedClient client, Throwable failure) {
    failures.add(simulation.grid(), client.toString(), failure);
  }

  private Life begin(SimNode node) {
    GridConfig config = GridConfig.named("simulated")
        .node(node.place().name())
        .site(node.place().site());
    SimHost host = new SimHost(simulation.grid(), node);
    return new Life(host, Grid.over(config, host));
  }

  private static void end(@Nullable Life life) {
    if (life != null && !life.host.isAlive()) {
      life.grid.close();
    }
  }

  private SimNode number(String name) {
    return simulation.grid().nodes().stream()
        .filter(node -> node.place().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "the scenario has no node '" + name + "'; there are " + nodes()));
  }

  /** Ends the clients' threads. */
  @Override
  public void close() {
    clients.forEach(SimulatedClient::close);
    lives.values().forEach(life -> life.host.close());
  }
}
