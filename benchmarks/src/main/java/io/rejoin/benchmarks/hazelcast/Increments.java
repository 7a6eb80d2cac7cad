package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.hazelcast.cluster.Tally;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Rate;
import java.util.List;
import java.util.stream.IntStream;

/** One thread increments counters in turn at its node; the two others take it up. */
final class Increments implements Measurement {
  /** So that it does not matter which node owns one, where counters have owners. */
  private static final int COUNTERS = 30;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    try (Nodes nodes = Nodes.start(engine)) {
      List<Tally> counters = IntStream.range(0, COUNTERS)
          .mapToObj(i -> nodes.at(0).counter(Nodes.key(i)))
          .toList();
      return List.of(
          Rate.of("increments", WARM, i -> counters.get(i % COUNTERS).increment(), () -> {}));
    }
  }
}
