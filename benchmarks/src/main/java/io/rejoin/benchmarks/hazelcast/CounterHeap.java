package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Heap;
import io.rejoin.benchmarks.table.Watch;
import java.util.List;
import java.util.Locale;

/**
 * Counters that each of three nodes has incremented once: how many can be made in a second, within
 * a minute, and what one takes of the heap of a node once all have all.
 */
final class CounterHeap implements Measurement {
  private static final int SETTLE_MILLIS = 8_000;
  private static final double TIME = 60;
  private static final double PATIENCE = 120;
  private static final int SAMPLE = 97;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    String what = String.format(Locale.ROOT, "heap of a counter, of up to %,d", entries);
    try (Nodes nodes = Nodes.start(engine)) {
      increment(nodes, "first");
      Thread.sleep(SETTLE_MILLIS);
      long empty = Heap.used();
      long begin = System.nanoTime();
      int made = 0;
      while (made < entries && Watch.secondsSince(begin) < TIME) {
        increment(nodes, Nodes.key(made++));
      }
      int count = made;
      Figure rate = Figure.of(
          "counters made at three nodes",
          Figure.Unit.PER_SECOND,
          count / Watch.secondsSince(begin));
      if (!Watch.await(PATIENCE, () -> haveAll(nodes, count))) {
        return List.of(rate, Heap.incomplete(what, PATIENCE));
      }
      Thread.sleep(SETTLE_MILLIS);
      return List.of(rate, Heap.each(what, empty, (double) count * Nodes.COUNT));
    }
  }

  private static void increment(Nodes nodes, String counter) {
    for (int i = 0; i < Nodes.COUNT; i++) {
      nodes.at(i).counter(counter).increment();
    }
  }

  private static boolean haveAll(Nodes nodes, int count) {
    for (int i = count - 1; i >= 0; i -= SAMPLE) {
      for (int node = 0; node < Nodes.COUNT; node++) {
        if (nodes.at(node).counter(Nodes.key(i)).value() != Nodes.COUNT) {
          return false;
        }
      }
    }
    return true;
  }
}
