package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Data;
import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.akka.cluster.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** How many updates a second one thread brings to an end at its node; two others take them up. */
final class LocalUpdates implements Measurement {
  private static final long WARM = TimeUnit.MILLISECONDS.toNanos(2_000);
  private static final long COUNTED = TimeUnit.MILLISECONDS.toNanos(2_000);
  private static final int FIELDS = 1_000;
  private static final int SETS = 10_000;
  private static final int ELEMENTS = 20;

  private interface Update {
    void run(int number) throws Exception;
  }

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    Random random = new Random(1);
    List<Figure> figures = new ArrayList<>();
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.PLAIN)) {
      Data data = nodes.at(0);
      figures.add(rate("local updates: a counter", data, i -> data.increment("local")));
      for (int i = 0; i < FIELDS; i++) {
        data.put("fields", "field-" + i, "value");
      }
      figures.add(rate(
          "local updates: a field of a map of 1,000",
          data,
          i -> data.put("fields", "field-" + random.nextInt(FIELDS), "value-" + i)));
      figures.add(rate(
          "local updates: adds to 10,000 sets",
          data,
          i -> data.add("sets/" + random.nextInt(SETS), "element-" + random.nextInt(ELEMENTS))));
    }
    return figures;
  }

  private static Figure rate(String what, Data data, Update update) throws Exception {
    run(data, update, WARM);
    long begin = System.nanoTime();
    int count = run(data, update, COUNTED);
    return Figure.of(what, Figure.Unit.PER_SECOND, count / Watch.secondsSince(begin));
  }

  private static int run(Data data, Update update, long nanos) throws Exception {
    long end = System.nanoTime() + nanos;
    int count = 0;
    while (System.nanoTime() < end) {
      update.run(count++);
    }
    data.settle();
    return count;
  }
}
