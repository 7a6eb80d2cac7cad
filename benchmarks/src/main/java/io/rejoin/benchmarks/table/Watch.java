package io.rejoin.benchmarks.table;

import java.util.concurrent.TimeUnit;

/** Looks again and again, and leaves the nodes three times as long between as looking takes. */
public final class Watch {
  private static final double SECOND = 1e9;
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);

  /** What is awaited. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  private Watch() {}

  /** Waits so many seconds at most; says whether it came true. */
  public static boolean await(double seconds, Condition condition) throws Exception {
    long end = System.nanoTime() + (long) (seconds * SECOND);
    while (true) {
      long begin = System.nanoTime();
      if (condition.holds()) {
        return true;
      }
      long now = System.nanoTime();
      if (now - end > 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(Math.max(SHORTEST, 3 * (now - begin)));
    }
  }

  public static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / SECOND;
  }
}
