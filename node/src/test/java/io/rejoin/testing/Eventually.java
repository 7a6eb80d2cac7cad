package io.rejoin.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waits for a condition, with a bound far above what a loaded machine needs. */
public final class Eventually {
  private static final long BOUND = Duration.ofSeconds(30).toNanos();
  private static final long PAUSE = Duration.ofMillis(1).toNanos();

  private Eventually() {}

  public static void holds(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > BOUND) {
        Assertions.fail("waited in vain: " + what);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
