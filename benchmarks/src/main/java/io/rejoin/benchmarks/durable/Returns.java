package io.rejoin.benchmarks.durable;

import io.rejoin.grid.Grid;
import io.rejoin.node.core.StatusView;
import io.rejoin.node.data.Backup;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A node that was away comes back to a peer with as many entries, which went on writing: until it
 * was there again. Then it stops, so that it can be seen when both have the same.
 */
final class Returns {
  private static final double SECOND = 1e9;
  private static final int AWAY_MILLIS = 5_000;
  private static final int PER_MILLISECOND = 1;
  private static final int PAUSE_NANOS = 500_000;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private Returns() {}

  /** Changes meanwhile; seconds of the start; seconds from its end until both have the same. */
  static void measure(Path folder, int entries) throws Exception {
    Path other = folder.resolveSibling(folder.getFileName() + "-other");
    try (Grid here = Starts.open(folder)) {
      Path backup = folder.resolveSibling(folder.getFileName() + "-backup");
      here.backup(backup);
      Backup.restore(
          backup, other, Optional.empty(), new Backup.World(new Random(), InstantSource.system()));
      String seed = here.address().orElseThrow();
      try (Grid there = Starts.open(other, seed)) {
        awaitSame(here, there);
      }
      Changes changes = new Changes(here, entries);
      changes.start();
      Thread.sleep(AWAY_MILLIS);
      long begin = System.nanoTime();
      try (Grid there = Starts.open(other, seed)) {
        long started = System.nanoTime();
        int count = changes.end();
        long same = awaitSame(here, there);
        System.out.printf(
            Locale.ROOT,
            "%d %.2f %.2f%n",
            count,
            (started - begin) / SECOND,
            (same - started) / SECOND);
      }
    }
  }

  private static long awaitSame(Grid one, Grid two) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      StatusView here = one.status();
      StatusView there = two.status();
      if (here.converged() && there.converged() && here.root().equals(there.root())) {
        return System.nanoTime();
      }
      Thread.sleep(10);
    }
    throw new AssertionError("not the same: " + one.status() + " and " + two.status());
  }

  /** Increments counters at an even pace. */
  private static final class Changes extends Thread {
    private final Grid grid;
    private final int entries;
    private volatile boolean ended;
    private volatile int count;

    Changes(Grid grid, int entries) {
      this.grid = grid;
      this.entries = entries;
    }

    @Override
    public void run() {
      Random random = new Random(1);
      long begin = System.nanoTime();
      while (!ended) {
        long due = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) * PER_MILLISECOND;
        for (int done = count; done < due; done++) {
          grid.counter(Starts.key(random.nextInt(entries))).increment();
          count = done + 1;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }

    int end() throws InterruptedException {
      ended = true;
      join();
      return count;
    }
  }
}
