package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Data;
import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.hazelcast.cluster.Nodes;
import io.rejoin.benchmarks.hazelcast.cluster.Tally;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * How long after a write began a read at another node shows it. Each write is of another key. A
 * reader asks for the oldest write that it has not seen yet, again and again with short pauses: not
 * every engine tells of changes.
 */
final class Visibility implements Measurement {
  private static final int WRITES = 200;
  private static final int PAUSE_MILLIS = 100;
  private static final int WARM_PAUSE_MILLIS = 20;
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final double PATIENCE = 20;
  private static final double MILLI = 1e6;

  /** A write at one node, and whether it shows at another. */
  private record Pair(Runnable write, Watch.Condition shows) {}

  private interface Pairs {
    Pair of(Data here, Data there, String name);
  }

  private final String what;
  private final Function<Nodes, Data> reader;
  private final Pairs pairs;

  private Visibility(String what, Function<Nodes, Data> reader, Pairs pairs) {
    this.what = what;
    this.reader = reader;
    this.pairs = pairs;
  }

  static Visibility ofCounters() {
    String what = "an increment is visible elsewhere";
    return new Visibility(what, nodes -> nodes.at(1), (here, there, name) -> {
      Tally written = here.counter(name);
      Tally read = there.counter(name);
      return new Pair(written::increment, () -> read.value() == 1);
    });
  }

  static Visibility ofEntries() {
    String what = "a write of an entry is visible elsewhere";
    return new Visibility(what, nodes -> nodes.at(1), Visibility::entry);
  }

  static Visibility ofSites() {
    String what = "a write of an entry is visible at the other site";
    return new Visibility(what, Nodes::far, Visibility::entry);
  }

  private static Pair entry(Data here, Data there, String name) {
    return new Pair(
        () -> here.put(name, "value of " + name), () -> there.get(name).isPresent());
  }

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    try (Nodes nodes = Nodes.start(engine)) {
      measure(pairs(nodes, "warm/"), WARM_PAUSE_MILLIS);
      double[] millis = measure(pairs(nodes, "seen/"), PAUSE_MILLIS);
      return millis.length == 0 ? tooLate() : Figure.percentiles(what, millis);
    }
  }

  private List<Pair> pairs(Nodes nodes, String name) {
    List<Pair> all = new ArrayList<>();
    for (int i = 0; i < WRITES; i++) {
      all.add(pairs.of(nodes.at(0), reader.apply(nodes), name + i));
    }
    return all;
  }

  /** A bound in place of both percentiles. */
  private List<Figure> tooLate() {
    String instead = String.format(Locale.ROOT, "not within %.0f s", PATIENCE);
    return Figure.percentiles(what, new double[] {PATIENCE * 1e3}).stream()
        .map(figure -> new Figure(figure.what(), figure.unit(), figure.value(), instead))
        .toList();
  }

  /** Nothing if a write was not seen. */
  private static double[] measure(List<Pair> pairs, int pause) throws Exception {
    AtomicLongArray begun = new AtomicLongArray(pairs.size());
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<double[]> millis = reader.submit(() -> watch(pairs, begun));
      Random random = new Random(1);
      for (int i = 0; i < pairs.size(); i++) {
        Thread.sleep(random.nextInt(pause));
        begun.set(i, System.nanoTime());
        pairs.get(i).write().run();
      }
      return millis.get();
    } finally {
      reader.shutdownNow();
    }
  }

  private static double[] watch(List<Pair> pairs, AtomicLongArray begun) throws Exception {
    double[] millis = new double[pairs.size()];
    for (int i = 0; i < millis.length; i++) {
      while (begun.get(i) == 0 || !pairs.get(i).shows().holds()) {
        if (begun.get(i) != 0 && Watch.secondsSince(begun.get(i)) > PATIENCE) {
          return new double[0];
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
      millis[i] = (System.nanoTime() - begun.get(i)) / MILLI;
    }
    return millis;
  }
}
