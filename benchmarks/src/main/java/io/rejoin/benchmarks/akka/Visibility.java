package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Watch;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long after a local write began a subscriber at another node hears of it. Each write is of
 * another counter.
 */
final class Visibility implements Measurement {
  private static final int WARM = 200;
  private static final int WRITES = 200;
  private static final int PAUSE_MILLIS = 100;
  private static final double PATIENCE = 20;
  private static final double MILLI = 1e6;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.PLAIN)) {
      waits(nodes, "warm/", WARM, 20);
      return Figure.percentiles("visible elsewhere", waits(nodes, "seen/", WRITES, PAUSE_MILLIS));
    }
  }

  private static double[] waits(Nodes nodes, String name, int writes, int pause) throws Exception {
    Random random = new Random(1);
    AtomicLongArray seen = new AtomicLongArray(writes);
    for (int i = 0; i < writes; i++) {
      int which = i;
      nodes.at(1).onChange(name + i, () -> seen.compareAndSet(which, 0, System.nanoTime()));
    }
    long[] begun = new long[writes];
    for (int i = 0; i < writes; i++) {
      Thread.sleep(random.nextInt(pause));
      begun[i] = System.nanoTime();
      nodes.at(0).increment(name + i);
    }
    double[] millis = new double[writes];
    for (int i = 0; i < writes; i++) {
      int which = i;
      if (!Watch.await(PATIENCE, () -> seen.get(which) != 0)) {
        throw new IllegalStateException(name + i + " was not seen");
      }
      millis[i] = (seen.get(i) - begun[i]) / MILLI;
    }
    return millis;
  }
}
