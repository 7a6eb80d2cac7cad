package io.rejoin.benchmarks.simulator;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.Place;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.World;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A simulated grid under measurement: sites of up to 25 nodes, near within, far between. */
final class MeasuredGrid {
  private static final int SITE = 25;
  private static final int SETS = 10;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long PATIENCE = Duration.ofMinutes(5).toNanos();
  private static final long SETTLING = Duration.ofSeconds(30).toNanos();
  private static final long IDLE = Duration.ofMinutes(1).toNanos();
  private static final long WARM_UP = Duration.ofSeconds(5).toNanos();
  private static final long MEASURED = Duration.ofSeconds(10).toNanos();

  private final World world = new World(1);
  private final SimGrid grid;
  private final int size;
  private long operations;

  /** What happened in a while of virtual time. */
  record Figures(double seconds, long cpuNanos, long events, long frames, long bytes) {}

  MeasuredGrid(int size) {
    this.size = size;
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      places.add(new Place(i, "site-" + i / SITE, true, List.of("n0:1", "n" + size / 2 + ":1")));
    }
    GridSetting setting = new GridSetting(16, "simulation", Duration.ofMinutes(5));
    grid = new SimGrid(world, setting, places, Duration.ZERO);
    grid.network()
        .wire((from, to) ->
            Optional.of(from / SITE == to / SITE ? LinkProfile.lan() : LinkProfile.wan()));
    places.forEach(place -> grid.start(place.number()));
  }

  /** Until everybody knows everybody, and a while longer; false if that takes too long. */
  boolean converges() {
    long end = cpu() + PATIENCE;
    while (!isComplete()) {
      if (cpu() > end || world.now() > PATIENCE) {
        return false;
      }
      world.runUntil(world.now() + SECOND);
    }
    world.runUntil(world.now() + SETTLING);
    return true;
  }

  long simulatedSeconds() {
    return world.now() / SECOND;
  }

  private boolean isComplete() {
    return grid.nodes().stream().allMatch(this::knowsAll);
  }

  private boolean knowsAll(SimNode node) {
    return node.core().members().size() == size;
  }

  /** A while in which nobody writes. */
  Figures idle() {
    long end = world.now() + IDLE;
    return during(() -> world.now() < end, () -> world.runUntil(world.now() + SECOND));
  }

  /** One operation a second in total, each at another node, after a while for the compiler. */
  Figures work() {
    long warm = cpu() + WARM_UP;
    during(() -> cpu() < warm, this::workForSecond);
    long end = cpu() + MEASURED;
    return during(() -> cpu() < end, this::workForSecond);
  }

  private void workForSecond() {
    operate();
    world.runUntil(world.now() + SECOND);
  }

  /** Processor time of this thread: a busy machine is not our slowness. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void operate() {
    long n = operations++;
    EntryKey key = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("set-" + n % SETS));
    AddWinsSet.Change add = new AddWinsSet.Add(Bytes.utf8("element-" + n));
    Deed<?> deed = new Deed<>(key, AddWinsSet.TYPE, add);
    grid.clients().attempt("client", n, (int) (n * 7 % size), deed, attempt -> {});
  }

  private Figures during(BooleanSupplier goesOn, Runnable step) {
    long start = cpu();
    long time = world.now();
    long events = world.steps();
    long frames = grid.network().frames();
    long bytes = grid.network().bytes();
    while (goesOn.getAsBoolean()) {
      step.run();
    }
    return new Figures(
        (world.now() - time) / (double) SECOND,
        cpu() - start,
        world.steps() - events,
        grid.network().frames() - frames,
        grid.network().bytes() - bytes);
  }
}
