package io.rejoin.simulator.client;

import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Purpose;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An application's code at a node. It does one thing after the other, may block while it waits for
 * the grid, and does nothing while its node is down or stands still. Chance and time must come from
 * here, so that a seed gives the same run each time.
 */
public final class SimulatedClient {
  private final SimulatedGrid grid;
  private final String node;
  private final String name;
  private final ClientThread thread;
  private long steps;
  private long names;
  private boolean over;

  SimulatedClient(SimulatedGrid grid, String node, int number) {
    this.grid = grid;
    this.node = node;
    name = node + "#" + number;
    thread = new ClientThread("client " + name, this::failed);
  }

  /** Such as {@code depot-1/1#2}. */
  public String name() {
    return name;
  }

  /** Of the node, such as {@code depot-1/1}. */
  public String node() {
    return node;
  }

  /**
   * The node's API. After a restart it is another one: do not keep it from step to step.
   *
   * @throws GridException.Closed if the node is down
   */
  public Grid grid() {
    return grid.node(node);
  }

  /** Chance for this step. */
  public RandomGenerator random() {
    return draws().stream(Purpose.CLIENT, Names.subject(name), steps);
  }

  /** The simulated time since the run began. */
  public Duration now() {
    return Duration.ofNanos(grid.simulation().grid().world().now());
  }

  /** A name that nobody else in the run gets. */
  public String unique(String prefix) {
    return prefix + "-" + name + "-" + ++names;
  }

  /** Does something again and again while the scenario runs, with about so much time between. */
  public SimulatedClient every(long amount, TimeUnit unit, Consumer<SimulatedClient> step) {
    return every(Duration.of(amount, unit.toChronoUnit()), step);
  }

  /** Does something again and again while the scenario runs, with about so much time between. */
  public SimulatedClient every(Duration time, Consumer<SimulatedClient> step) {
    grid.simulation().onStart(() -> plan(time.toNanos(), step));
    grid.simulation().onEnd(() -> over = true);
    return this;
  }

  /** Does something once, so long after the warm-up. */
  public SimulatedClient after(Duration time, Consumer<SimulatedClient> step) {
    grid.simulation()
        .onStart(() -> grid.simulation().grid().world().after(time.toNanos(), () -> attempt(step)));
    return this;
  }

  /** Between half the time and one and a half, so that clients do not go in step. */
  private void plan(long nanos, Consumer<SimulatedClient> step) {
    double spread = 0.5 + draws().unit(Purpose.PACE, Names.subject(name), steps);
    grid.simulation().grid().world().after((long) (spread * nanos), () -> {
      if (!over) {
        attempt(step);
        plan(nanos, step);
      }
    });
  }

  private void attempt(Consumer<SimulatedClient> step) {
    steps++;
    if (!thread.isBusy() && grid.isServing(node)) {
      thread.begin(() -> step.accept(this));
    }
  }

  private void failed(Throwable failure) {
    if (!(failure instanceof GridException.Closed)) {
      grid.failed(this, failure);
    }
  }

  void close() {
    thread.close();
  }

  private Draws draws() {
    return grid.simulation().grid().world().draws();
  }

  @Override
  public String toString() {
    return name;
  }
}
