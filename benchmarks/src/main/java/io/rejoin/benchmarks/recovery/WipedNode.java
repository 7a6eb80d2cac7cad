package io.rejoin.benchmarks.recovery;

import io.rejoin.benchmarks.store.StoreSpeed;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Stops a node, takes its data away, evicts it, and starts another in its place: in a grid of three
 * nodes with a copy at each, and of four with three copies. All nodes run in this process, over TCP
 * on loopback, each with a store of its own. Arguments: the number of entries, and of shards.
 */
public final class WipedNode {
  private static final double SECOND = 1e9;
  private static final double MEGABYTE = 1e6;

  private WipedNode() {}

  public static void main(String[] arguments) throws Exception {
    int entries = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    int shards = arguments.length < 2 ? 64 : Integer.parseInt(arguments[1]);
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d processors, load %.1f, %,d entries, %,d shards%n%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        entries,
        shards);
    System.out.println("| nodes | copies | after the eviction: elsewhere | sent MB "
        + "| after the new node's start: all there | sent MB | in it entries |");
    System.out.println("|---:|---:|---:|---:|---:|---:|---:|");
    measure(new Filled.Shape(3, 0, shards), entries);
    measure(new Filled.Shape(4, 3, shards), entries);
  }

  private static void measure(Filled.Shape shape, int entries) throws Exception {
    try (Filled grid = Filled.start(StoreSpeed.folder(), shape)) {
      grid.fill(entries);
      grid.awaitSettled();
      grid.wipe();
      long sent = grid.sent();
      long evicted = System.nanoTime();
      grid.evict();
      grid.awaitSettled();
      double elsewhere = (System.nanoTime() - evicted) / SECOND;
      long sentElsewhere = grid.sent() - sent;
      long started = System.nanoTime();
      grid.startAnew();
      grid.awaitSettled();
      double there = (System.nanoTime() - started) / SECOND;
      System.out.printf(
          Locale.ROOT,
          "| %d | %s | %.1f s | %.1f | %.1f s | %.1f | %,d |%n",
          shape.nodes(),
          shape.copies() == 0 ? "all" : "" + shape.copies(),
          elsewhere,
          sentElsewhere / MEGABYTE,
          there,
          (grid.sent() - sent - sentElsewhere) / MEGABYTE,
          grid.entriesOfTheLast());
    }
  }
}
