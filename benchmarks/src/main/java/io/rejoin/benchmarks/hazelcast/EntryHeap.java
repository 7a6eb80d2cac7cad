package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Heap;
import io.rejoin.benchmarks.table.Watch;
import java.util.List;
import java.util.Locale;

/**
 * What a small entry takes of the heap of a node: what three nodes have more than without entries,
 * for each entry and node, however many copies there are. Each node writes a third of them.
 */
final class EntryHeap implements Measurement {
  private static final int SETTLE_MILLIS = 8_000;
  private static final double PATIENCE = 120;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    String what = String.format(Locale.ROOT, "heap of an entry, of %,d", entries);
    try (Nodes nodes = Nodes.start(engine)) {
      nodes.at(0).put("first", "value");
      Thread.sleep(SETTLE_MILLIS);
      long empty = Heap.used();
      for (int i = 0; i < entries; i++) {
        nodes.at(i % Nodes.COUNT).put(Nodes.key(i), "value-" + i);
      }
      if (!Watch.await(PATIENCE, () -> nodes.haveAll(entries + 1))) {
        return List.of(Heap.incomplete(what, PATIENCE));
      }
      Thread.sleep(SETTLE_MILLIS);
      return List.of(Heap.each(what, empty, (double) entries * Nodes.COUNT));
    }
  }
}
