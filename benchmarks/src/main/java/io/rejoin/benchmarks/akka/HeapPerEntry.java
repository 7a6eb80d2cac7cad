package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a counter that all three nodes have written takes of the heap of one of them: what the whole
 * process has more than without entries, for each entry of each node.
 */
final class HeapPerEntry implements Measurement {
  private static final int[] SIZES = {10_000, 100_000};

  /** Longer than Akka keeps what it serialized. */
  private static final int REST_MILLIS = 12_000;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    List<Figure> figures = new ArrayList<>();
    int filled = 0;
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.PLAIN)) {
      long before = used();
      for (int size : SIZES) {
        if (size <= entries) {
          nodes.fill(filled, size);
          filled = size;
          figures.add(Figure.of(
              String.format(Locale.ROOT, "heap of an entry, of %,d", size),
              Figure.Unit.BYTES,
              (double) (used() - before) / size / Nodes.COUNT));
        }
      }
    }
    return figures;
  }

  private static long used() throws InterruptedException {
    Thread.sleep(REST_MILLIS);
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
