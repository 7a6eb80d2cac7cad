package io.rejoin.benchmarks.store;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import io.rejoin.rocksdb.RocksSettings;
import io.rejoin.rocksdb.RocksStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/**
 * A replica with many small entries over our store, in a process of its own: how fast it is filled,
 * how long the next start takes until it serves, and what heap an entry takes then. Arguments: the
 * number of entries, and a folder.
 */
public final class WholeReplica {
  private static final double SECOND = 1e9;
  private static final long MIB = 1 << 20;

  private WholeReplica() {}

  public static void main(String[] arguments) throws Exception {
    int entries = Integer.parseInt(arguments[0]);
    Path folder = arguments.length > 1 ? Path.of(arguments[1]) : StoreSpeed.folder();
    System.out.println(
        "| counters | written/s | starts | heap MiB | heap bytes/entry " + "| disk bytes/entry |");
    System.out.println("|---:|---:|---:|---:|---:|---:|");
    double filled = fill(folder, entries);
    long begin = System.nanoTime();
    try (Store store = RocksStore.open(folder, RocksSettings.STANDARD)) {
      Replica replica = replica(store, 2);
      double starts = (System.nanoTime() - begin) / SECOND;
      long heap = heap();
      if (replica.root().count() != entries || replica.state(key(entries / 2)).size() != 1) {
        throw new AssertionError(replica.root());
      }
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,.0f | %.1f s | %,d | %d | %d |%n",
          entries,
          filled,
          starts,
          heap / MIB,
          heap / entries,
          StoreSpeed.bytes(folder) / entries);
    }
  }

  private static double fill(Path folder, int entries) throws Exception {
    try (Store store = RocksStore.open(folder, RocksSettings.STANDARD)) {
      Replica replica = replica(store, 1);
      long begin = System.nanoTime();
      for (int i = 0; i < entries; i++) {
        replica.mutate(key(i), PnCounter.TYPE, new PnCounter.Add(1 + i));
      }
      return entries / ((System.nanoTime() - begin) / SECOND);
    }
  }

  private static EntryKey key(int number) {
    return new EntryKey(PnCounter.TYPE.id(), Bytes.utf8("count/" + number));
  }

  private static Replica replica(Store store, long run) {
    HybridClock time = new HybridClock(InstantSource.system(), Duration.ofMinutes(5));
    ReplicaLimits limits =
        ReplicaLimits.STANDARD.withResidentBytes(Runtime.getRuntime().maxMemory() / 4);
    return new Replica(
        GridIdentity.named("heap"),
        new ReplicaId(run),
        limits,
        new Replica.Ports(time, store, Runnable::run, Notices.none()));
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(200);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
