package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Data;
import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How many updates a second one thread brings to an end at its node; two others take them up. */
final class LocalUpdates implements Measurement {
  private static final int FIELDS = 1_000;
  private static final int SETS = 10_000;
  private static final int ELEMENTS = 20;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    Random random = new Random(1);
    List<Figure> figures = new ArrayList<>();
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.PLAIN)) {
      Data data = nodes.at(0);
      figures.add(Rate.of("local updates: a counter", i -> data.increment("local"), data::settle));
      for (int i = 0; i < FIELDS; i++) {
        data.put("fields", "field-" + i, "value");
      }
      figures.add(Rate.of(
          "local updates: a field of a map of 1,000",
          i -> data.put("fields", "field-" + random.nextInt(FIELDS), "value-" + i),
          data::settle));
      figures.add(Rate.of(
          "local updates: adds to 10,000 sets",
          i -> data.add("sets/" + random.nextInt(SETS), "element-" + random.nextInt(ELEMENTS)),
          data::settle));
    }
    return figures;
  }
}
