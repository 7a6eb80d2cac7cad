package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fourth node joins a cluster of three that have all: from then on until it has all. The time
 * until it is Up is Akka's.
 */
final class CatchUp implements Measurement {
  private static final double PATIENCE = 60;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    String what = String.format(Locale.ROOT, "a fresh node has %,d entries", entries);
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.PLAIN)) {
      nodes.fill(0, entries);
      Thread.sleep(3_000);
      int fresh = nodes.add();
      long begin = System.nanoTime();
      AtomicLong up = new AtomicLong();
      Figure time = Figure.until(
          what,
          begin,
          PATIENCE,
          () -> {
            if (up.get() == 0 && nodes.isUp(fresh)) {
              up.set(System.nanoTime());
            }
            return Nodes.hasAll(nodes.at(fresh), entries);
          },
          () -> String.format(Locale.ROOT, "%,d of them", nodes.at(fresh).entries()));
      return List.of(
          time,
          Figure.of(
              String.format(Locale.ROOT, "– of it until Akka says Up, with %,d", entries),
              Figure.Unit.SECONDS,
              up.get() == 0 ? time.value() : (up.get() - begin) / 1e9));
    }
  }
}
