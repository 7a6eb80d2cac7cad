package io.rejoin.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A node with many counters over our store: how fast it is filled, how long its next start takes
 * until it serves, and what heap and disk an entry takes then. Arguments: the number of entries,
 * and a folder.
 */
public final class WholeNode {
  private static final double SECOND = 1e9;
  private static final long MIB = 1 << 20;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private WholeNode() {}

  public static void main(String[] arguments) throws Exception {
    int entries = Integer.parseInt(arguments[0]);
    Path folder = arguments.length > 1 ? Path.of(arguments[1]) : StoreSpeed.folder();
    System.out.println("| counters | written/s | starts | heap MiB | heap bytes/entry "
        + "| disk bytes/entry | processor time of the start |");
    System.out.println("|---:|---:|---:|---:|---:|---:|---:|");
    double filled = fill(folder, entries);
    long cpu = PROCESS.getProcessCpuTime();
    long begin = System.nanoTime();
    try (Grid node = start(folder)) {
      if (node.counter(key(entries / 2)).value() != 1) {
        throw new AssertionError("a counter is lost");
      }
      double starts = (System.nanoTime() - begin) / SECOND;
      double work = (PROCESS.getProcessCpuTime() - cpu) / SECOND;
      long heap = heap();
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,.0f | %.1f s | %,d | %d | %d | %.1f s |%n",
          entries,
          filled,
          starts,
          heap / MIB,
          heap / entries,
          StoreSpeed.bytes(folder) / entries,
          work);
    }
  }

  private static double fill(Path folder, int entries) {
    try (Grid node = start(folder)) {
      long begin = System.nanoTime();
      for (int i = 0; i < entries; i++) {
        node.counter(key(i)).increment();
      }
      return entries / ((System.nanoTime() - begin) / SECOND);
    }
  }

  private static Grid start(Path folder) {
    return Grid.start(
        GridConfig.named("store-speed").listen("127.0.0.1:0").data(folder.resolve("node")));
  }

  private static String key(int number) {
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
