package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.Distribution;

/**
 * A node's wall clock, beside the true time.
 *
 * @param offset in nanoseconds at the start
 * @param driftPpm microseconds that it gains in a second
 */
public record ClockSetting(Distribution offset, double driftPpm) {
  public static final ClockSetting EXACT = new ClockSetting(Distribution.constant(0), 0);

  public ClockSetting {
    if (!(Math.abs(driftPpm) <= 100_000)) {
      throw new IllegalArgumentException("drift is up to 100000 ppm, not " + driftPpm);
    }
  }
}
