package io.rejoin.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/**
 * RocksDB in one folder. It can be opened anew while others use it: they wait. Thread-safe.
 */
final class Engine implements AutoCloseable {
  private static final long READ_AHEAD = 1 << 20;

  /** Does something with the folder while the engine is closed. */
  interface Rework {
    void run(Path folder, Tuning tuning) throws RocksDBException, IOException;
  }

  private final Path folder;
  private final Tuning tuning;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable RocksDB db;

  Engine(Path folder, RocksSettings settings) throws RocksDBException {
    this.folder = folder;
    tuning = new Tuning(settings);
    try {
      db = RocksDB.open(tuning.options(), folder.toString());
    } catch (RocksDBException e) {
      tuning.close();
      throw e;
    }
  }

  /** Whether an error says that something on the disk is not as it was written. */
  static boolean isDamage(RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getCode() == Status.Code.Corruption;
  }

  // ---- reading

  Optional<byte[]> get(byte[] key) throws RocksDBException {
    lock.readLock().lock();
    try {
      return Optional.ofNullable(db().get(key));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Everything of one entry. */
  Optional<Group> group(byte[] base) throws RocksDBException {
    lock.readLock().lock();
    try (RocksIterator cursor = db().newIterator()) {
      cursor.seek(base);
      Optional<Group> group = Optional.empty();
      if (cursor.isValid() && Group.isOf(base, cursor.key())) {
        group = Optional.of(Group.read(cursor));
      }
      cursor.status();
      return group;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Reads all there is at one moment. */
  void scan(Scan.Sink sink) {
    lock.readLock().lock();
    try {
      scan(db(), sink);
    } finally {
      lock.readLock().unlock();
    }
  }

  static void scan(RocksDB db, Scan.Sink sink) {
    Snapshot moment = db.getSnapshot();
    try (ReadOptions options = new ReadOptions()) {
      options.setSnapshot(moment).setFillCache(false).setReadaheadSize(READ_AHEAD);
      new Scan(() -> db.newIterator(options), sink).run();
    } finally {
      db.releaseSnapshot(moment);
    }
  }

  /** How many records were ever written. */
  long sequence() {
    lock.readLock().lock();
    try {
      return db().getLatestSequenceNumber();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** A figure by the name that the engine gives it, 0 if it cannot tell. */
  long figure(String property) {
    lock.readLock().lock();
    try {
      return db().getLongProperty(property);
    } catch (RocksDBException e) {
      return 0;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Puts a copy of what was written by now into a new folder. */
  void copy(Path target) throws RocksDBException {
    lock.readLock().lock();
    try (Checkpoint checkpoint = Checkpoint.create(db())) {
      checkpoint.createCheckpoint(target.toString());
    } finally {
      lock.readLock().unlock();
    }
  }

  // ---- writing

  void write(List<Intake.Waiting> group) throws RocksDBException {
    lock.readLock().lock();
    try (WriteBatch batch = new WriteBatch()) {
      for (Intake.Waiting waiting : group) {
        waiting.change().addTo(batch);
      }
      db().write(tuning.write(), batch);
    } finally {
      lock.readLock().unlock();
    }
  }

  void sync() throws RocksDBException {
    lock.readLock().lock();
    try {
      db().syncWal();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Opens anew, after something was done with the folder; what was not synced may be gone. */
  void reopen(Rework rework) throws RocksDBException, IOException {
    lock.writeLock().lock();
    try {
      if (db != null) {
        db.close();
        db = null;
      }
      rework.run(folder, tuning);
      db = RocksDB.open(tuning.options(), folder.toString());
    } finally {
      lock.writeLock().unlock();
    }
  }

  private RocksDB db() {
    if (db == null) {
      throw new IllegalStateException("the store cannot be read: its files do not open");
    }
    return db;
  }

  /** Writes the tables, so that the next start is quick, and closes. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      if (db != null) {
        try {
          db.flush(flush);
        } catch (RocksDBException e) {
          // It is in the log, from where the next start takes it.
        }
        db.close();
        db = null;
      }
      tuning.close();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
