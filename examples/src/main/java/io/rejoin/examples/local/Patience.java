package io.rejoin.examples.demo.grid;

import java.io.IOException;
import java.time.Duration;

/** Waits for something to become true, never for a time to pass. */
final class Patience {
  private static final long PAUSE_MS = 40;

  interface Condition {
    boolean holds() throws IOException;
  }

  private Patience() {}

  /**
   * Asks again and again.
   *
   * @return false if it did not become true within the limit
   */
  static boolean await(Duration limit, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(PAUSE_MS);
    }
    return true;
  }
}
