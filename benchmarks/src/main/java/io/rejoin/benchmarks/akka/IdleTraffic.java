package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What three nodes send to each other while nobody writes. */
final class IdleTraffic implements Measurement {
  private static final int[] SIZES = {0, 10_000, 100_000};
  private static final int SETTLE_MILLIS = 8_000;
  private static final int MILLIS = 45_000;
  private static final double MINUTE = 60_000;
  private static final double KILOBYTE = 1e3;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    List<Figure> figures = new ArrayList<>();
    int filled = 0;
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.COUNTED)) {
      for (int size : SIZES) {
        if (size > entries) {
          break;
        }
        if (engine != Engine.NONE && size > filled) {
          nodes.fill(filled, size);
          filled = size;
        }
        if (engine != Engine.NONE || size == 0) {
          figures.add(Figure.of(
              String.format(Locale.ROOT, "idle, sent a minute, %,d entries", size),
              Figure.Unit.KILOBYTES,
              perMinute(nodes) / KILOBYTE));
        }
      }
    }
    return figures;
  }

  private static double perMinute(Nodes nodes) throws InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    long before = nodes.bytes();
    Thread.sleep(MILLIS);
    return (nodes.bytes() - before) * MINUTE / MILLIS;
  }
}
