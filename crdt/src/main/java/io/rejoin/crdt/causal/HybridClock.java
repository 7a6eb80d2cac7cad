package io.rejoin.crdt.causal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A hybrid logical clock (Kulkarni, Demirbas, Madappa, Avva, Leone, "Logical Physical Clocks",
 * OPODIS 2014): follows the wall clock, never goes back, and moves past every time it has observed,
 * so that what happened later has the greater timestamp.
 *
 * <p>A remote time moves it at most to {@code driftBound} ahead of the wall: one machine with a
 * wrong clock cannot carry the whole grid into the future. Thread-safe, without locks.
 */
public final class HybridClock {
  private final InstantSource wall;
  private final long driftMillis;
  private final AtomicLong last = new AtomicLong();

  public HybridClock(InstantSource wall, Duration driftBound) {
    this.wall = wall;
    this.driftMillis = driftBound.toMillis();
  }

  /** What the wall says, in milliseconds since 1970: for measuring how old something is. */
  public long millis() {
    return wall.millis();
  }

  /** By how much clocks may differ. */
  public Duration driftBound() {
    return Duration.ofMillis(driftMillis);
  }

  /** A time greater than every earlier answer of this method. */
  public Timestamp now() {
    return advance(Timestamp.ZERO);
  }

  /**
   * A time greater than {@code seen} and than the clock's own. If {@code seen} lies beyond the
   * drift bound, the answer does too (a write must win over what it has seen) but the clock itself
   * stays.
   */
  public Timestamp nowAfter(Timestamp seen) {
    return advance(bounded(seen).next()).max(seen.next());
  }

  /** Moves past a remote time; true if that was beyond the drift bound and therefore cut down. */
  public boolean observe(Timestamp remote) {
    Timestamp limited = bounded(remote);
    last.accumulateAndGet(limited.value(), HybridClock::greater);
    return !limited.equals(remote);
  }

  /**
   * Moves past a time that this clock gave in an earlier process, however far that is ahead: a wall
   * that forgot the time must not take this node's writes back before its own earlier ones.
   */
  public void resume(Timestamp earlier) {
    last.accumulateAndGet(earlier.value(), HybridClock::greater);
  }

  /** Is the wall further ahead of a time that was just taken elsewhere than clocks may differ? */
  public boolean isAheadOf(Timestamp remote) {
    return wall.millis() - remote.millis() > driftMillis;
  }

  private Timestamp advance(Timestamp atLeast) {
    long floor = Timestamp.ofMillis(wall.millis()).max(atLeast).value();
    return new Timestamp(last.accumulateAndGet(floor, HybridClock::greaterOrNext));
  }

  private Timestamp bounded(Timestamp remote) {
    long limit = wall.millis() + driftMillis;
    return remote.millis() > limit ? Timestamp.ofMillis(limit) : remote;
  }

  private static long greater(long left, long right) {
    return Long.compareUnsigned(left, right) >= 0 ? left : right;
  }

  private static long greaterOrNext(long left, long floor) {
    return Long.compareUnsigned(floor, left) > 0 ? floor : left + 1;
  }
}
