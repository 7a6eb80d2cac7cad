package io.rejoin.benchmarks.recovery;

import io.rejoin.crdt.EntryKey;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.membership.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A grid with many counters; each of its nodes is at a site of its own. */
final class Filled implements AutoCloseable {
  private static final String BUCKET = "count";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
  private static final int PAUSE_MILLIS = 20;

  /** So many nodes, and copies of each entry; with none given each node has all. */
  record Shape(int nodes, int copies, int shards) {}

  private final Path folder;
  private final Shape shape;
  private final List<Grid> nodes = new ArrayList<>();
  private final List<EntryKey> entries = new ArrayList<>();
  private NodeId wiped;
  private int started;

  private Filled(Path folder, Shape shape, Grid first) {
    this.folder = folder;
    this.shape = shape;
    nodes.add(first);
    wiped = first.id();
    started = 1;
  }

  static Filled start(Path folder, Shape shape) throws InterruptedException {
    Filled grid = new Filled(folder, shape, Grid.start(config(folder, shape, 0)));
    while (grid.nodes.size() < shape.nodes) {
      grid.startAnew();
    }
    grid.await(() -> grid.nodes.stream().allMatch(node -> node.status().converged()));
    return grid;
  }

  private static GridConfig config(Path folder, Shape shape, int number) {
    GridConfig config = GridConfig.named("recovery")
        .listen("127.0.0.1:0")
        .site("site-" + number)
        .data(folder.resolve("node-" + number));
    return shape.copies == 0
        ? config
        : config.with("shards", shape.shards).with("buckets." + BUCKET + ".copies", shape.copies);
  }

  /** One more node, whom nobody has ever seen. */
  void startAnew() {
    String seed = nodes.get(0).address().orElseThrow();
    nodes.add(Grid.start(config(folder, shape, started++).seeds(seed)));
  }

  /** Writes each entry at its best owner. */
  void fill(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      entries.add(nodes.get(0).entry("pn-counter", BUCKET + "/" + i));
    }
    await(() -> entries.stream().allMatch(entry -> owner(entry).shows(entry)));
    for (EntryKey entry : entries) {
      owner(entry).counter(entry.key().utf8()).increment();
    }
  }

  private Grid owner(EntryKey entry) {
    if (shape.copies == 0) {
      return nodes.get(0);
    }
    NodeId best = nodes.get(0).owners(entry).get(0);
    return nodes.stream().filter(node -> node.id().equals(best)).findFirst().orElse(nodes.get(0));
  }

  /** Ends the last node and deletes what it has. */
  void wipe() throws IOException {
    Grid last = nodes.remove(nodes.size() - 1);
    wiped = last.id();
    last.close();
    Path data = folder.resolve("node-" + (started - 1));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  void evict() {
    nodes.get(0).evict(wiped);
  }

  /** Until each node has all that it is to have, and nothing else. */
  void awaitSettled() throws InterruptedException {
    await(() -> nodes.stream().allMatch(this::isSettled));
  }

  private boolean isSettled(Grid node) {
    if (shape.copies == 0) {
      return node.status().root().count() == entries.size()
          && node.status().root().equals(nodes.get(0).status().root());
    }
    long members = node.members().stream().filter(member -> !member.evicted()).count();
    if (members != nodes.size()) {
      return false;
    }
    int owned = 0;
    for (EntryKey entry : entries) {
      if (node.owners(entry).contains(node.id())) {
        owned++;
        if (!node.shows(entry)) {
          return false;
        }
      }
    }
    return node.keys(BUCKET).size() == owned;
  }

  private interface Condition {
    boolean holds();
  }

  private void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("not within five minutes");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Bytes of deltas and repair that those that are there have sent. */
  long sent() {
    return nodes.stream()
        .mapToLong(node -> node.status().traffic().delta().out()
            + node.status().traffic().repair().out())
        .sum();
  }

  int entriesOfTheLast() {
    return nodes.get(nodes.size() - 1).keys(BUCKET).size();
  }

  @Override
  public void close() {
    nodes.forEach(Grid::close);
  }
}
