package io.rejoin.simulator.scenario;

import java.time.Duration;

/**
 * What all nodes have in common.
 *
 * @param shards a power of four
 * @param preset of timers: simulation, lan or wan
 * @param driftBound how far ahead a clock may be before it is reported
 * @param tick how often a node looks at its timers; longer lets long runs pass sooner
 */
public record GridSetting(int shards, String preset, Duration driftBound, Duration tick) {
  private static final Duration TICK = Duration.ofMillis(100);

  public static final GridSetting STANDARD =
      new GridSetting(64, "simulation", Duration.ofMinutes(5));

  public GridSetting {
    if (shards < 1 || shards > 1 << 16 || !isPowerOfFour(shards)) {
      throw new IllegalArgumentException("shards are a power of four, 1 to 65536, not " + shards);
    }
    if (driftBound.isNegative()) {
      throw new IllegalArgumentException("drift-bound is not below zero");
    }
    if (tick.toMillis() < 1 || tick.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("tick is 1 ms to a minute, not " + tick);
    }
    if (!preset.matches("simulation|lan|wan")) {
      throw new IllegalArgumentException("preset is simulation, lan or wan, not '" + preset + "'");
    }
  }

  /** With the usual tick, 100 ms. */
  public GridSetting(int shards, String preset, Duration driftBound) {
    this(shards, preset, driftBound, TICK);
  }

  private static boolean isPowerOfFour(int number) {
    return Integer.bitCount(number) == 1 && Integer.numberOfTrailingZeros(number) % 2 == 0;
  }
}
