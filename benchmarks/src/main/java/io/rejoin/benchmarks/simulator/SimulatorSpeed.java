package io.rejoin.benchmarks.simulator;

import java.util.Arrays;
import java.util.Locale;

/**
 * Simulates grids of several sizes on one thread, the real protocol with the timers of the
 * simulation preset, one addition to a set a second in total, without checks, and prints one table.
 * Arguments are sizes, 5, 100 and 1,000 if there are none.
 */
public final class SimulatorSpeed {
  private static final int[] SIZES = {5, 100, 1_000};
  private static final double SECOND = 1e9;
  private static final double MINUTE = 60;
  private static final double KIB = 1 << 10;

  private SimulatorSpeed() {}

  public static void main(String[] args) {
    System.out.printf(
        Locale.ROOT,
        "Java %s, %s%n%n",
        System.getProperty("java.version"),
        System.getProperty("java.vm.name"));
    System.out.println("| nodes | simulated s | cpu s | ratio | events | events/s | idle:"
        + " frames/node/s | KiB/node/min |");
    System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|");
    int[] sizes = args.length == 0
        ? SIZES
        : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
    for (int size : sizes) {
      print(size);
    }
  }

  private static void print(int size) {
    MeasuredGrid grid = new MeasuredGrid(size);
    if (!grid.converges()) {
      System.out.printf("| %d | not complete after %d |%n", size, grid.simulatedSeconds());
      return;
    }
    MeasuredGrid.Figures idle = grid.idle();
    MeasuredGrid.Figures busy = grid.work();
    double cpu = busy.cpuNanos() / SECOND;
    System.out.printf(
        Locale.ROOT,
        "| %,d | %,.0f | %.1f | %,.1f | %,d | %,.0f | %.1f | %,.0f |%n",
        size,
        busy.seconds(),
        cpu,
        busy.seconds() / cpu,
        busy.events(),
        busy.events() / cpu,
        idle.frames() / idle.seconds() / size,
        idle.bytes() / KIB / idle.seconds() * MINUTE / size);
  }
}
