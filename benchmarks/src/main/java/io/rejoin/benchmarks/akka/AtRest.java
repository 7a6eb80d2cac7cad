package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Heap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What three nodes send to each other while nobody writes; and what a counter that all of them have
 * written takes of the heap of one: what the process has more than without entries, for each entry
 * of each node.
 */
final class AtRest implements Measurement {
  private static final int SETTLE_MILLIS = 8_000;

  /** Also longer than Akka keeps what it serialized. */
  private static final int MILLIS = 45_000;

  private static final double MINUTE = 60_000;
  private static final double KILOBYTE = 1e3;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.COUNTED)) {
      Thread.sleep(SETTLE_MILLIS);
      long empty = Heap.used();
      nodes.fill(0, entries);
      figures.add(traffic(nodes, entries));
      if (entries > 0) {
        figures.add(Heap.each(
            String.format(Locale.ROOT, "heap of an entry, of %,d", entries),
            empty,
            (double) entries * Nodes.COUNT));
      }
    }
    return figures;
  }

  private static Figure traffic(Nodes nodes, int size) throws InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    long before = nodes.bytes();
    Thread.sleep(MILLIS);
    return Figure.of(
        String.format(Locale.ROOT, "idle, sent a minute, %,d entries", size),
        Figure.Unit.KILOBYTES,
        (nodes.bytes() - before) * MINUTE / MILLIS / KILOBYTE);
  }
}
