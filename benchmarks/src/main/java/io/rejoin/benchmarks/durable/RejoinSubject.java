package io.rejoin.benchmarks.durable;

import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.value.Counter;
import io.rejoin.value.ReplicatedSet;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Operations are done when they return. */
final class RejoinSubject implements Subject {
  private static final CompletionStage<?> DONE = CompletableFuture.completedFuture("done");

  private final Grid grid;
  private final List<Counter> counters;
  private final List<ReplicatedSet<String>> sets;

  RejoinSubject(Path folder, String durability) {
    grid = Grid.start(GridConfig.named("durable-speed")
        .listen("127.0.0.1:0")
        .data(folder.resolve("node"))
        .with("rejoin.data.durability", durability));
    counters =
        IntStream.range(0, COUNTERS).mapToObj(i -> grid.counter("counter-" + i)).toList();
    sets = IntStream.range(0, SETS)
        .mapToObj(i -> grid.set("set-" + i, Codec.string()))
        .toList();
  }

  @Override
  public CompletionStage<?> increment(int counter) {
    counters.get(counter).increment();
    return DONE;
  }

  @Override
  public CompletionStage<?> add(int set, int element) {
    sets.get(set).add("element-" + element);
    return DONE;
  }

  @Override
  public void close() {
    grid.close();
  }
}
