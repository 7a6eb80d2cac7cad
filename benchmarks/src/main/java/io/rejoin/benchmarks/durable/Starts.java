package io.rejoin.benchmarks.durable;

import com.sun.management.OperatingSystemMXBean;
import io.rejoin.benchmarks.store.StoreSpeed;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** A node with many counters: how fast it is filled, and its next start in another process. */
final class Starts {
  private static final double SECOND = 1e9;
  private static final long MIB = 1 << 20;
  private static final int SETTLE_MILLIS = 3_000;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Starts() {}

  /** Counters written per second; heap in MiB after that; bytes on disk per counter. */
  static void fill(Path folder, int entries) throws Exception {
    double rate;
    long heap;
    try (Grid node = open(folder)) {
      long begin = System.nanoTime();
      for (int i = 0; i < entries; i++) {
        node.counter(key(i)).increment();
      }
      rate = entries / ((System.nanoTime() - begin) / SECOND);
      Thread.sleep(SETTLE_MILLIS);
      heap = heap();
    }
    System.out.printf(
        Locale.ROOT, "%.1f %d %d%n", rate, heap / MIB, StoreSpeed.bytes(folder) / entries);
  }

  /** Seconds until a node serves, processor seconds of all threads, bytes of heap, in MiB. */
  static void start(Path folder, int entries) throws Exception {
    long cpu = PROCESS.getProcessCpuTime();
    long begin = System.nanoTime();
    try (Grid node = open(folder)) {
      if (node.counter(key(entries / 2)).value() != 1) {
        throw new AssertionError("a counter is lost");
      }
      double seconds = (System.nanoTime() - begin) / SECOND;
      double work = (PROCESS.getProcessCpuTime() - cpu) / SECOND;
      System.out.printf(Locale.ROOT, "%.2f %.2f %d%n", seconds, work, heap() / MIB);
    }
  }

  static Grid open(Path folder, String... seeds) {
    return Grid.start(
        GridConfig.named("durable-speed").listen("127.0.0.1:0").seeds(seeds).data(folder));
  }

  static String key(int number) {
    return "count/" + number;
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
