package io.rejoin.rocksdb;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads what comes in to the engine, on a thread of its own: what waits is written as one group
 * and, if somebody wants it or the interval is over, synced; many writers share one sync.
 *
 * <p>When the engine fails, what waits is held, whoever brings more is refused, and the engine is
 * opened anew until it takes what is held: doing a write twice is doing it once.
 */
final class Writer implements Runnable {
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /** What the writer works on; {@code disk} says when there is no use in trying. */
  record Ends(Intake intake, Engine engine, Repair repair, SyncMark mark, FreeSpace disk) {}

  private interface Attempt {
    void run() throws RocksDBException, IOException;
  }

  private final Ends ends;
  private final long interval;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private long unsyncedSince;

  Writer(Ends ends, long interval) {
    this.ends = ends;
    this.interval = interval;
  }

  void onSynced(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void run() {
    try {
      work(ends.intake());
    } catch (RuntimeException | Error e) {
      log.error("The store writes no more", e);
      throw e;
    } finally {
      ends.intake().finish();
    }
  }

  private void work(Intake intake) {
    boolean going = true;
    while (going) {
      List<Intake.Waiting> group = intake.next(untilSync());
      boolean done = true;
      if (!group.isEmpty()) {
        done = insist(() -> ends.engine().write(group));
        if (done) {
          unsyncedSince = intake.written() == intake.synced() ? System.nanoTime() : unsyncedSince;
          intake.written(group);
        }
      }
      if (done && (intake.wantsSync() || untilSync() <= 0 || intake.isClosed())) {
        done = sync();
      }
      going = done && !(intake.isClosed() && group.isEmpty());
    }
  }

  private long untilSync() {
    return ends.intake().written() == ends.intake().synced()
        ? Long.MAX_VALUE
        : unsyncedSince + interval - System.nanoTime();
  }

  private boolean sync() {
    long upTo = ends.intake().written();
    if (upTo == ends.intake().synced()) {
      return true;
    }
    boolean done = insist(() -> {
      ends.engine().sync();
      ends.mark().write(ends.engine().sequence());
    });
    if (done) {
      ends.intake().synced(upTo);
      unsyncedSince = System.nanoTime();
      listeners.forEach(Writer::tell);
    }
    return done;
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      log.error("A listener of the store failed", e);
    }
  }

  /** Tries until it is done; gives up only when the store is closed. */
  private boolean insist(Attempt attempt) {
    boolean failed = false;
    while (true) {
      try {
        attempt.run();
        if (failed) {
          log.info("The store can be written again");
          ends.intake().stuck(false);
        }
        return true;
      } catch (RocksDBException | IOException e) {
        if (!failed) {
          log.warn("The store cannot be written: {}", e.toString());
        }
        failed = true;
        ends.intake().stuck(true);
        if (ends.intake().isClosed()) {
          log.warn("The store was closed before all of it could be written");
          return false;
        }
        mend(e);
      }
    }
  }

  private void mend(Exception why) {
    pause();
    try {
      if (why instanceof RocksDBException failure && Engine.isDamage(failure)) {
        ends.engine().reopen(ends.repair()::rebuild);
      } else if (!ends.disk().isFull()) {
        ends.engine().reopen((folder, tuning) -> {});
      }
    } catch (RocksDBException | IOException e) {
      log.warn("The store cannot be opened: {}", e.toString());
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(RETRY_NANOS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    }
  }
}
