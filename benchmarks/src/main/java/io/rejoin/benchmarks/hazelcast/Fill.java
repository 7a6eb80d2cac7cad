package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Data;
import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Watch;
import java.util.List;
import java.util.Locale;

/** How long a site that starts empty takes until its cluster has what the other site's has. */
final class Fill implements Measurement {
  private static final double PATIENCE = 300;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    try (Nodes nodes = Nodes.start(Engine.FEDERATED_ALONE)) {
      for (int i = 0; i < entries; i++) {
        nodes.at(i % Nodes.COUNT).put(Nodes.key(i), "value-" + i);
      }
      if (!Watch.await(PATIENCE, nodes::isQuiet)) {
        throw new IllegalStateException("the grid does not have all entries");
      }
      String what = String.format(Locale.ROOT, "an empty site has %,d entries, since", entries);
      long begin = System.nanoTime();
      try (Data far = engine.far(nodes.at(0).address()).orElseThrow()) {
        double start = Watch.secondsSince(begin);
        Figure filled = Figure.until(
            what + " it began to start",
            begin,
            PATIENCE,
            () -> far.entries() == entries,
            () -> String.format(Locale.ROOT, "%,d", far.entries()));
        return List.of(
            filled,
            new Figure(what + " it ran", filled.unit(), filled.value() - start, filled.instead()));
      }
    }
  }
}
