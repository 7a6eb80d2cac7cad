package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Data;
import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One of three nodes is cut off; another one writes to a hundred of the entries that all have. From
 * the heal on until the one that was cut off shows these writes, and what all nodes send meanwhile.
 */
final class RepairAfterCut implements Measurement {
  private static final int CHANGED = 100;
  private static final int CUT_OFF = 2;
  private static final int CUT_MILLIS = 12_000;
  private static final double PATIENCE = 60;
  private static final double KILOBYTE = 1e3;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    String what = String.format(Locale.ROOT, "repair of 100 of %,d entries after a cut", entries);
    String bytes = "– sent meanwhile, in all";
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.COUNTED_AND_CUT)) {
      nodes.fill(0, entries);
      Thread.sleep(3_000);
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < CHANGED; i++) {
        keys.add(Data.key(i * (entries / CHANGED)));
      }
      nodes.cut(CUT_OFF);
      Thread.sleep(CUT_MILLIS);
      for (String key : keys) {
        nodes.at(0).increment(key);
      }
      nodes.at(0).settle();
      Thread.sleep(2_000);
      if (stale(nodes, keys) != CHANGED) {
        throw new IllegalStateException("the cut lets something through");
      }
      long before = nodes.bytes();
      long begin = System.nanoTime();
      nodes.heal(CUT_OFF);
      Figure time = Figure.until(
          what,
          begin,
          PATIENCE,
          () -> stale(nodes, keys) == 0,
          () -> CHANGED - stale(nodes, keys) + " of 100");
      double sent = (nodes.bytes() - before) / KILOBYTE;
      return List.of(time, Figure.of(bytes, Figure.Unit.KILOBYTES, sent));
    }
  }

  /** How many of them the node that was cut off does not show as they are. */
  private static int stale(Nodes nodes, List<String> keys) throws Exception {
    int stale = 0;
    for (String key : keys) {
      stale += nodes.at(CUT_OFF).count(key) == Nodes.COUNT + 1 ? 0 : 1;
    }
    return stale;
  }
}
