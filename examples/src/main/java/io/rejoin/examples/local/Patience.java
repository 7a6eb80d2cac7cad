package io.rejoin.examples.local;

import java.time.Duration;

/** Waits for something to become true, never for a time to pass. */
public final class Patience {
  private static final long PAUSE_MS = 40;

  /** Something that may become true; {@code E} if it cannot be told. */
  public interface Condition<E extends Exception> {
    boolean holds() throws E;
  }

  private Patience() {}

  /**
   * Asks again and again.
   *
   * @return false if it did not become true within the limit
   */
  public static <E extends Exception> boolean await(Duration limit, Condition<E> condition)
      throws E, InterruptedException {
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
