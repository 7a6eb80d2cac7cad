package io.rejoin.rocksdb;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.data.DurableStore;
import io.rejoin.node.port.StoreFull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;

/**
 * Keeps entries in RocksDB, in a folder of its own.
 *
 * <p>A write is put into a queue and returns; one thread writes what waits as one group and syncs
 * when somebody asks, and at intervals. What a process had written outlives it; what was synced
 * outlives the machine's power. If more waits than the queue may hold, writers wait.
 *
 * <p>An entry is a base and the deltas since, folded when the deltas outweigh the base. What is
 * damaged is found by checksums of the engine's blocks and of every record, noted, taken out, and
 * never read as something else; {@link #damaged} keeps telling until somebody deletes the folder
 * {@code damaged}. When the disk has less room than the reserve, or writing fails, all writes but
 * deletions are refused, reads go on, and the store takes writes again by itself.
 */
public final class RocksStore implements DurableStore {
  private final RocksSettings settings;
  private final FileChannel guard;
  private final SetAside aside;
  private final Repair repair;
  private final SyncMark mark;
  private final FreeSpace space;
  private final Engine engine;
  private final Intake intake;
  private final Writer writer;
  private final Thread thread;
  private final Object scanning = new Object();
  private final Set<EntryKey> told = ConcurrentHashMap.newKeySet();
  private volatile Chains chains = new Chains(Chains.MAX_CHAINS);
  private volatile boolean scanned;

  /**
   * Opens a store, or makes an empty one.
   *
   * @throws IOException if the folder cannot be used, or is in use; nothing was deleted
   */
  public static RocksStore open(Path folder, RocksSettings settings) throws IOException {
    Natives.load();
    Files.createDirectories(folder);
    return new RocksStore(folder, settings);
  }

  private RocksStore(Path folder, RocksSettings settings) throws IOException {
    this.settings = settings;
    guard = guard(folder.resolve("lock"));
    try {
      aside = new SetAside(folder.resolve("damaged"));
      repair = new Repair(folder, aside);
      repair.settle();
      engine = engine();
      mark = new SyncMark(folder.resolve("synced"));
      checkMark();
      space = new FreeSpace(folder, settings.reserveBytes());
    } catch (IOException | RuntimeException e) {
      guard.close();
      throw e;
    }
    intake = new Intake(settings.queueBytes());
    writer = new Writer(
        new Writer.Ends(intake, engine, repair, mark, space),
        settings.syncInterval().toNanos());
    thread = new Thread(writer, "rejoin-store");
    thread.setDaemon(true);
    thread.start();
  }

  private static FileChannel guard(Path file) throws IOException {
    FileChannel guard = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (guard.tryLock() != null) {
        return guard;
      }
    } catch (OverlappingFileLockException e) {
      // This process has it open.
    }
    guard.close();
    throw new IOException("another process uses " + file.getParent());
  }

  private Engine engine() throws IOException {
    try {
      return new Engine(repair.folder(), settings);
    } catch (RocksDBException first) {
      if (!Engine.isDamage(first)) {
        throw new IOException(first);
      }
      try (Tuning tuning = new Tuning(settings)) {
        repair.reopenable(first, tuning);
        return new Engine(repair.folder(), settings);
      } catch (RocksDBException second) {
        throw new IOException(second);
      }
    }
  }

  private void checkMark() throws IOException {
    long lost = mark.read() - engine.sequence();
    if (lost > 0) {
      aside.note("the end of the log: " + lost + " records that were synced are not there");
    }
    mark.write(engine.sequence());
  }

  // ---- writing

  @Override
  public long append(EntryKey key, State delta, Kept now) {
    checkRoom();
    scan();
    Chains.Chain chain = chains.of(key);
    byte[] base = Keys.base(key);
    if (chain.isEmpty()) {
      return replace(key, base, chain, now);
    }
    byte[] deltaKey = Keys.delta(base, chain.count() + 1);
    byte[] record = Records.entry(deltaKey, delta, now);
    if (!chain.takes(record.length)) {
      return replace(key, base, chain, now);
    }
    long sequence = intake.put(key, now.state(), Change.put(deltaKey, record));
    chain.add(record.length);
    return sequence;
  }

  @Override
  public long replace(EntryKey key, Kept now) {
    checkRoom();
    scan();
    return replace(key, Keys.base(key), chains.of(key), now);
  }

  private long replace(EntryKey key, byte[] base, Chains.Chain chain, Kept now) {
    byte[] record = Records.entry(base, now.state(), now);
    long sequence = intake.put(key, now.state(), Change.base(base, record, chain.count()));
    chains.restart(key, record.length);
    return sequence;
  }

  @Override
  public long delete(EntryKey key) {
    scan();
    int deltas = chains.of(key).count();
    chains.forget(key);
    return intake.delete(key, Change.delete(Keys.base(key), deltas));
  }

  @Override
  public long put(String name, Bytes value) {
    checkRoom();
    byte[] key = Keys.meta(name);
    return intake.put(name, value, Change.put(key, Records.meta(key, value)));
  }

  private void checkRoom() {
    if (space.isFull()) {
      throw new StoreFull();
    }
  }

  // ---- reading

  @Override
  public Optional<State> read(EntryKey key) {
    Optional<Intake.Waiting> waiting = intake.waiting(key);
    if (waiting.isPresent()) {
      return waiting.get().content(State.class);
    }
    byte[] base = Keys.base(key);
    try {
      boolean alone = scanned && chains.of(key).count() == 0;
      Optional<Group> group =
          alone ? engine.get(base).map(value -> Group.of(base, value)) : engine.group(base);
      Optional<State> state = group.flatMap(Group::state);
      if (group.isPresent() && state.isEmpty() && told.add(key)) {
        repair.setAside(group.get());
      }
      return state;
    } catch (RocksDBException e) {
      return told.add(key) ? lost(base, e) : Optional.empty();
    }
  }

  @Override
  public boolean isReread() {
    return true;
  }

  @Override
  public Optional<Bytes> get(String name) {
    Optional<Intake.Waiting> waiting = intake.waiting(name);
    if (waiting.isPresent()) {
      return waiting.get().content(Bytes.class);
    }
    byte[] key = Keys.meta(name);
    try {
      Optional<byte[]> value = engine.get(key);
      if (value.isPresent() && !Records.isWhole(key, value.get())) {
        aside.note(Keys.describe(key) + ": the record is not as it was written");
        return Optional.empty();
      }
      return value.map(Records::value);
    } catch (RocksDBException e) {
      return lost(key, e);
    }
  }

  private <T> Optional<T> lost(byte[] key, RocksDBException e) {
    if (!Engine.isDamage(e)) {
      throw new IllegalStateException("the store cannot be read", e);
    }
    aside.note(Keys.describe(key) + ": " + e.getMessage());
    return Optional.empty();
  }

  @Override
  public void forEach(Visitor visitor) {
    synchronized (scanning) {
      intake.awaitWritten();
      Survey survey = new Survey(visitor, !scanned);
      engine.scan(survey);
      survey.clear();
      scanned = true;
    }
  }

  /** Which entries have deltas, and whether anything is damaged, must be known first. */
  private void scan() {
    if (!scanned) {
      synchronized (scanning) {
        if (!scanned) {
          forEach((key, digest, live, time, mark) -> {});
        }
      }
    }
  }

  /** Tells what is whole, and takes out what is not. */
  private final class Survey implements Scan.Sink {
    private final Visitor visitor;
    private final Chains found = new Chains(Chains.MAX_CHAINS);
    private final boolean first;
    private final List<Group> broken = new ArrayList<>();
    private boolean gaps;

    Survey(Visitor visitor, boolean first) {
      this.visitor = visitor;
      this.first = first;
    }

    @Override
    public void group(Group group) {
      if (!group.isWhole()) {
        broken.add(group);
      } else if (group.entry().isPresent()) {
        EntryKey key = group.entry().get();
        found.found(key, group.chain());
        Records.Header header = group.header();
        visitor.entry(key, header.digest(), header.live(), header.time(), header.mark());
      }
    }

    @Override
    public void gap(byte[] after, byte[] before, String why) {
      gaps = true;
    }

    void clear() {
      if (first || gaps || !broken.isEmpty()) {
        chains = found;
      }
      if (gaps || !broken.isEmpty()) {
        try {
          engine.reopen(repair::rebuild);
          mark.write(engine.sequence());
        } catch (RocksDBException | IOException e) {
          throw new IllegalStateException("the store cannot be mended", e);
        }
      }
    }
  }

  // ---- how far it is

  @Override
  public long written() {
    return intake.written();
  }

  @Override
  public long synced() {
    return intake.synced();
  }

  @Override
  public void sync(long sequence) {
    intake.want(sequence);
  }

  @Override
  public void awaitSynced(long sequence) {
    intake.await(sequence);
  }

  @Override
  public void onSynced(Runnable listener) {
    writer.onSynced(listener);
  }

  @Override
  public List<String> damaged() {
    scan();
    return aside.notes();
  }

  @Override
  public Figures figures() {
    boolean full = space.isFull() || intake.isStuck();
    try {
      return new Figures(Repair.bytes(repair.folder()), full);
    } catch (IOException e) {
      return new Figures(0, full);
    }
  }

  @Override
  public void snapshot(Path target) throws IOException {
    Files.createDirectory(target);
    Path copy = target.resolve("db");
    try {
      intake.awaitWritten();
      engine.copy(copy);
    } catch (RocksDBException e) {
      Repair.delete(copy);
      Files.delete(target);
      throw new IOException("the store cannot be copied to " + target, e);
    }
  }

  @Override
  public void close() {
    intake.close();
    try {
      thread.join();
      engine.close();
      mark.close();
      guard.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
