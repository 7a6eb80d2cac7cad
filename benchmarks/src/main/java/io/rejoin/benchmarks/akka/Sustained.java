package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Data;
import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Nodes;
import io.rejoin.benchmarks.table.Figure;
import io.rejoin.benchmarks.table.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * All nodes write counters and registers for a while, as fast as they can, and then stop: how many
 * writes a second are visible everywhere, counted from the first until all are.
 */
final class Sustained implements Measurement {
  private static final String WHAT = "writes at 3 nodes, until all show all";
  private static final String COUNTER = "counters/";
  private static final String REGISTER = "registers/";
  private static final int KEYS = 500;
  private static final long WRITTEN = TimeUnit.MILLISECONDS.toNanos(5_000);
  private static final double PATIENCE = 40;

  @Override
  public List<Figure> with(Engine engine, int entries) throws Exception {
    AtomicIntegerArray increments = new AtomicIntegerArray(KEYS);
    try (Nodes nodes = Nodes.start(engine, Nodes.Line.PLAIN)) {
      Figure warm = measure(nodes, increments);
      return List.of(warm.isMeasured() ? measure(nodes, increments) : warm);
    }
  }

  private static Figure measure(Nodes nodes, AtomicIntegerArray increments) throws Exception {
    long begin = System.nanoTime();
    int writes = write(nodes, increments);
    AtomicInteger same = new AtomicInteger();
    boolean all = Watch.await(PATIENCE, () -> {
      while (same.get() < KEYS && isSame(nodes, same.get(), increments.get(same.get()))) {
        same.incrementAndGet();
      }
      return same.get() == KEYS;
    });
    double rate = writes / Watch.secondsSince(begin);
    return all
        ? Figure.of(WHAT, Figure.Unit.PER_SECOND, rate)
        : new Figure(
            WHAT,
            Figure.Unit.PER_SECOND,
            rate,
            "not all within " + (int) PATIENCE + " s of the last write");
  }

  private static int write(Nodes nodes, AtomicIntegerArray increments) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(Nodes.COUNT);
    try {
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int node = 0; node < Nodes.COUNT; node++) {
        int which = node;
        writers.add(() -> writeAt(nodes.at(which), which, increments));
      }
      int writes = 0;
      for (Future<Integer> each : threads.invokeAll(writers)) {
        writes += each.get();
      }
      return writes;
    } finally {
      threads.shutdown();
    }
  }

  private static int writeAt(Data data, int node, AtomicIntegerArray increments) throws Exception {
    Random random = new Random(node);
    int writes = 0;
    long end = System.nanoTime() + WRITTEN;
    while (System.nanoTime() < end) {
      int key = random.nextInt(KEYS);
      data.increment(COUNTER + key);
      increments.incrementAndGet(key);
      data.set(REGISTER + random.nextInt(KEYS), "written by " + node + ": " + writes);
      writes += 2;
    }
    data.settle();
    return writes;
  }

  /** Its writer has the last value of a register: what is the same everywhere is the last one. */
  private static boolean isSame(Nodes nodes, int key, int increments) throws Exception {
    String text = nodes.at(0).text(REGISTER + key);
    for (Data each : nodes.all()) {
      if (each.count(COUNTER + key) != increments || !each.text(REGISTER + key).equals(text)) {
        return false;
      }
    }
    return true;
  }
}
