package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Data;
import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Rate;
import io.rejoin.benchmarks.table.Watch;
import java.util.List;
import java.util.Random;

/** One thread reads entries at random at its node, and then writes to them. */
final class ReadsAndWrites implements Measurement {
  private static final int KEYS = 10_000;
  private static final double PATIENCE = 60;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    Random random = new Random(1);
    try (Nodes nodes = Nodes.start(engine)) {
      Data data = nodes.at(0);
      for (int i = 0; i < KEYS; i++) {
        data.put(Nodes.key(i), "value-" + i);
      }
      if (!Watch.await(PATIENCE, () -> nodes.haveAll(KEYS))) {
        throw new IllegalStateException("the others do not have all entries");
      }
      return List.of(
          Rate.of(
              "reads of entries", WARM, i -> read(data, Nodes.key(random.nextInt(KEYS))), () -> {}),
          Rate.of(
              "writes of entries",
              WARM,
              i -> data.put(Nodes.key(random.nextInt(KEYS)), "value-" + i),
              () -> {}));
    }
  }

  /** Looks at what it has read, so that it has to be read. */
  private static void read(Data data, String key) {
    if (data.get(key).isEmpty()) {
      throw new IllegalStateException("nothing at " + key);
    }
  }
}
