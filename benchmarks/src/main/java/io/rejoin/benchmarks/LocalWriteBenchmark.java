package io.rejoin.benchmarks;

import io.rejoin.Receipt;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.value.Cart;
import io.rejoin.value.Counter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a local operation costs its caller, the folding of digests into trees and the draining of
 * deltas included, since the node runs them beside it. The plain map of adders says what the bare
 * bookkeeping costs on the same machine in the same run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LocalWriteBenchmark {
  private static final int KEYS = 100_000;

  private final Grid grid = Grid.start(GridConfig.named("benchmark").outboundOnly());
  private final Counter hot = grid.counter("hot");
  private final Cart cart = grid.cart("carts/alice");
  private final Counter[] distinct = new Counter[KEYS];
  private final ConcurrentHashMap<String, LongAdder> plain = new ConcurrentHashMap<>();
  private int next;

  /** A node alone, with every counter written once. */
  @Setup
  public void fill() {
    for (int i = 0; i < 1_000; i++) {
      cart.add("sku-" + i, 1);
    }
    for (int i = 0; i < KEYS; i++) {
      distinct[i] = grid.counter("counters/" + i);
      distinct[i].increment();
    }
  }

  @TearDown
  public void stop() {
    grid.close();
  }

  private int next() {
    next = next + 1 == KEYS ? 0 : next + 1;
    return next;
  }

  @Benchmark
  public void plainMapIncrement() {
    plain.computeIfAbsent("counters/" + next(), any -> new LongAdder()).increment();
  }

  @Benchmark
  public Receipt counterHot() {
    return hot.increment();
  }

  @Benchmark
  public Receipt counterAllKeys() {
    return distinct[next()].increment();
  }

  @Benchmark
  public long counterRead() {
    return distinct[next()].value();
  }

  @Benchmark
  public Receipt cartOfThousandLines() {
    return cart.setQuantity("sku-" + next() % 1_000, 2);
  }
}
