package io.rejoin.node.core.link;

/**
 * The present, as of the last tick: nanoseconds of a monotonic clock since the first one. Not
 * thread-safe.
 */
public final class Ticks {
  private boolean started;
  private long origin;
  private long now;

  public long now() {
    return now;
  }

  /** Moves on; time never goes back. The clock may count from anywhere. */
  public void advance(long nanos) {
    if (!started) {
      started = true;
      origin = nanos;
    }
    now = Math.max(now, nanos - origin);
  }
}
