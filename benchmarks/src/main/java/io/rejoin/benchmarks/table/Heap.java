package io.rejoin.benchmarks.table;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What is reachable in this process. */
public final class Heap {
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Bytes, after collections. */
  public static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** What each of so many copies takes: what is used more than before there were any. */
  public static Figure each(String what, long before, double copies) {
    return Figure.of(what, Figure.Unit.BYTES, (used() - before) / copies);
  }

  /** In place of {@link #each}, as not all copies were there in time. */
  public static Figure incomplete(String what, double patience) {
    String instead = String.format(Locale.ROOT, "not all there within %.0f s", patience);
    return new Figure(what, Figure.Unit.BYTES, Double.POSITIVE_INFINITY, instead);
  }
}
