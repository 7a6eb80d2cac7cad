package io.rejoin.benchmarks.akka.cluster;

import akka.actor.typed.ActorSystem;
import io.rejoin.Codec;
import io.rejoin.Subscription;
import io.rejoin.akka.RejoinGrid;
import io.rejoin.grid.Grid;
import java.util.ArrayList;
import java.util.List;

/** The grid of an ActorSystem. An update is done when the call returns. */
final class RejoinData implements Data {
  private static final Codec<String> TEXT = Codec.string();

  private final Grid grid;
  private final List<Subscription> subscriptions = new ArrayList<>();

  RejoinData(ActorSystem<Void> system) {
    grid = RejoinGrid.get(system).grid();
  }

  @Override
  public void increment(String counter) {
    grid.counter(counter).increment();
  }

  @Override
  public void add(String set, String element) {
    grid.set(set, TEXT).add(element);
  }

  @Override
  public void put(String map, String field, String value) {
    grid.lastWriterWinsMap(map, TEXT, TEXT).put(field, value);
  }

  @Override
  public void set(String register, String value) {
    grid.register(register, TEXT).set(value);
  }

  @Override
  public void settle() {}

  @Override
  public long count(String counter) {
    return grid.counter(counter).value();
  }

  @Override
  public String text(String register) {
    return grid.register(register, TEXT).value().orElse("");
  }

  @Override
  public long entries() {
    return grid.status().entries();
  }

  @Override
  public int peers() {
    return (int) grid.status().peers().stream().filter(peer -> peer.linked()).count();
  }

  @Override
  public void onChange(String counter, Runnable changed) {
    subscriptions.add(grid.counter(counter).onChange(change -> changed.run()));
  }

  /** What the others have incremented comes from them. */
  @Override
  public void fill(int from, int to, List<Data> nodes) {
    for (int i = from; i < to; i++) {
      increment(Data.key(i));
    }
  }
}
