package io.rejoin.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import io.rejoin.crdt.Author;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.Store.Kept;
import io.rejoin.rocksdb.RocksSettings;
import io.rejoin.rocksdb.RocksStore;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Registers with values of 200 bytes, written through our store by one thread, beside the same
 * bytes put into the bare engine in batches of 100; then how long a store takes to open.
 */
final class OurStore {
  private static final int KEYS = 100_000;
  private static final int SECONDS = 6;
  private static final double SECOND = 1e9;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** What is written, made before anything is measured. */
  private record Write(EntryKey key, State state, Kept kept) {}

  /** Writes per second, and what one takes of all threads' processor time. */
  private record Rate(double writes, double cpuMicros) {}

  private OurStore() {}

  static void print() throws Exception {
    Write[] writes = writes();
    Rate bare = bare(writes);
    Rate async = through(writes, false);
    Rate synced = through(writes, true);
    System.out.println("| what | writes/s | processor µs/write | time, against bare |");
    System.out.println("|---|---:|---:|---:|");
    row("bare engine, batches of 100", bare, bare);
    row("our store, async", async, bare);
    row("our store, sync, one writer that waits for each", synced, bare);
    System.out.println();
    System.out.println("| entries in our store | opens and visits all | bytes/entry |");
    System.out.println("|---:|---:|---:|");
    for (int entries : new int[] {100_000, 1_000_000}) {
      open(writes, entries);
    }
  }

  private static void row(String what, Rate rate, Rate bare) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,.0f | %.1f | %.2f |%n",
        what,
        rate.writes(),
        rate.cpuMicros(),
        bare.writes() / rate.writes());
  }

  private static Write[] writes() {
    Write[] writes = new Write[KEYS];
    Random random = new Random(1);
    for (int i = 0; i < KEYS; i++) {
      byte[] half = new byte[Measured.VALUE_BYTES / 2];
      random.nextBytes(half);
      Bytes value =
          Bytes.wrap(ByteBuffer.allocate(Measured.VALUE_BYTES).put(half).array());
      State state = Mutation.delta(
          LwwRegister.TYPE, State.EMPTY, new LwwRegister.Set(value), new Writer(i + 1));
      EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("register " + i));
      writes[i] = new Write(key, state, new Kept(state, new Digest(i, ~i), 1, i, 1));
    }
    return writes;
  }

  private static final class Writer implements Author {
    private long number;

    Writer(long number) {
      this.number = number;
    }

    @Override
    public ReplicaId run() {
      return new ReplicaId(1);
    }

    @Override
    public long nextNumber() {
      return number++;
    }

    @Override
    public Timestamp now(Timestamp seen) {
      return seen;
    }
  }

  private static Rate bare(Write[] writes) throws Exception {
    try (BareEngine engine = new RocksEngine(StoreSpeed.folder())) {
      rate(writes, batch -> bareBatch(engine, batch), 2);
      return rate(writes, batch -> bareBatch(engine, batch), SECONDS);
    }
  }

  private static void bareBatch(BareEngine engine, Write[] batch) throws Exception {
    byte[][] keys = new byte[batch.length][];
    byte[][] values = new byte[batch.length][];
    for (int i = 0; i < batch.length; i++) {
      keys[i] = batch[i].key().key().toArray();
      values[i] = batch[i].state().toBytes().toArray();
    }
    engine.write(keys, values);
  }

  private static Rate through(Write[] writes, boolean sync) throws Exception {
    try (Store store = open(StoreSpeed.folder())) {
      rate(writes, batch -> ours(store, batch, sync), 2);
      return rate(writes, batch -> ours(store, batch, sync), SECONDS);
    }
  }

  private static RocksStore open(Path folder) throws Exception {
    return RocksStore.open(folder, RocksSettings.STANDARD.withSyncInterval(Duration.ofSeconds(1)));
  }

  private static void ours(Store store, Write[] batch, boolean sync) {
    for (Write write : batch) {
      long sequence = store.append(write.key(), write.state(), write.kept());
      if (sync) {
        store.awaitSynced(sequence);
      }
    }
  }

  private interface Step {
    void run(Write[] batch) throws Exception;
  }

  private static Rate rate(Write[] writes, Step step, int seconds) throws Exception {
    Random random = new Random(2);
    Write[] batch = new Write[Measured.BATCH];
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    long cpu = PROCESS.getProcessCpuTime();
    long done = 0;
    while (System.nanoTime() < end) {
      for (int i = 0; i < batch.length; i++) {
        batch[i] = writes[random.nextInt(KEYS)];
      }
      step.run(batch);
      done += batch.length;
    }
    double elapsed = (System.nanoTime() - begin) / SECOND;
    return new Rate(done / elapsed, (PROCESS.getProcessCpuTime() - cpu) / 1e3 / done);
  }

  private static void open(Write[] writes, int entries) throws Exception {
    Path folder = StoreSpeed.folder();
    try (Store store = open(folder)) {
      for (int i = 0; i < entries; i++) {
        Write write = writes[i % KEYS];
        EntryKey key = new EntryKey(write.key().type(), Bytes.utf8("register " + i));
        store.replace(key, write.kept());
      }
    }
    long begin = System.nanoTime();
    long[] count = {0};
    try (Store store = open(folder)) {
      store.forEach((key, digest, live, time, mark) -> count[0]++);
      System.out.printf(
          Locale.ROOT,
          "| %,d | %.2f s | %d |%n",
          count[0],
          (System.nanoTime() - begin) / SECOND,
          StoreSpeed.bytes(folder) / entries);
    }
  }
}
