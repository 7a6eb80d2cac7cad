package io.rejoin.benchmarks.hazelcast.cluster;

import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.value.Counter;
import java.util.Optional;

/** A node of a grid: counters, and a register for each entry. */
final class RejoinData implements Data {
  private static final Codec<String> TEXT = Codec.string();

  private final Grid grid;

  RejoinData(GridConfig config) {
    grid = Grid.start(config);
  }

  /** In memory, and as it comes. */
  static GridConfig config(Optional<String> seed) {
    return GridConfig.named("hazelcast-speed")
        .listen("127.0.0.1:0")
        .seeds(seed.stream().toArray(String[]::new));
  }

  @Override
  public String address() {
    return grid.address().orElseThrow();
  }

  @Override
  public int peers() {
    return (int) grid.status().peers().stream().filter(peer -> peer.linked()).count();
  }

  @Override
  public Tally counter(String name) {
    Counter counter = grid.counter(name);
    return new Tally() {
      @Override
      public void increment() {
        counter.increment();
      }

      @Override
      public long value() {
        return counter.value();
      }
    };
  }

  @Override
  public void put(String key, String value) {
    grid.register(key, TEXT).set(value);
  }

  @Override
  public Optional<String> get(String key) {
    return grid.register(key, TEXT).value();
  }

  @Override
  public long entries() {
    return grid.status().entries();
  }

  @Override
  public void close() {
    grid.close();
  }
}
