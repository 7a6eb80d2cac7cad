package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Data;
import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import java.util.List;
import java.util.Locale;

/** One node writes many new keys as fast as it can: until all nodes have all of them. */
final class Burst implements Measurement {
  private static final String WHAT = "a burst of 20,000 keys, until all have all";
  private static final int WARM = 2_000;
  private static final int KEYS = 20_000;
  private static final double PATIENCE = 60;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.PLAIN)) {
      nodes.fill(0, WARM);
      Thread.sleep(1_000);
      long begin = System.nanoTime();
      for (int i = 0; i < KEYS; i++) {
        nodes.at(0).increment("burst/" + i);
      }
      nodes.at(0).settle();
      return List.of(Figure.until(
          WHAT,
          begin,
          PATIENCE,
          () -> fewest(nodes) == KEYS,
          () -> String.format(Locale.ROOT, "%,d of %,d keys", fewest(nodes), KEYS)));
    }
  }

  private static long fewest(Nodes nodes) throws Exception {
    long fewest = KEYS;
    for (Data each : nodes.all()) {
      fewest = Math.min(fewest, each.entries() - WARM);
    }
    return fewest;
  }
}
