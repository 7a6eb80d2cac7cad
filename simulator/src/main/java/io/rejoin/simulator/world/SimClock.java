package io.rejoin.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock beside the true time: off by something, gaining or losing, set by somebody. */
public final class SimClock implements InstantSource {
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;
  private static final double MILLION = 1e6;
  private static final long MILLI = 1_000_000;

  private final World world;
  private long since;
  private long ahead;
  private double driftPpm;

  /** A clock that is ahead of the true time by so much. */
  public SimClock(World world, Duration offset, double driftPpm) {
    this.world = world;
    ahead = offset.toNanos();
    this.driftPpm = driftPpm;
    since = world.now();
  }

  /** How far it is ahead of the true time now. */
  public Duration offset() {
    return Duration.ofNanos(ahead());
  }

  private long ahead() {
    return ahead + (long) ((world.now() - since) * (driftPpm / MILLION));
  }

  /** Sets it so far ahead of the true time. */
  public void set(Duration offset) {
    ahead = offset.toNanos();
    since = world.now();
  }

  /** It gains so many microseconds in a second from now on. */
  public void drift(double ppm) {
    set(offset());
    driftPpm = ppm;
  }

  /** Moves its hands. */
  public void jump(Duration by) {
    set(offset().plus(by));
  }

  @Override
  public long millis() {
    return EPOCH_MILLIS + Math.floorDiv(world.now() + ahead(), MILLI);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }
}
