package io.rejoin.simulator.scenario;

import java.time.Duration;

/**
 * What all nodes have in common.
 *
 * @param shards a power of four
 * @param preset of timers: simulation, lan or wan
 * @param driftBound how far ahead a clock may be before it is reported
 */
public record GridSetting(int shards, String preset, Duration driftBound) {
  public static final GridSetting STANDARD =
      new GridSetting(64, "simulation", Duration.ofMinutes(5));

  public GridSetting {
    if (!preset.matches("simulation|lan|wan")) {
      throw new IllegalArgumentException("preset is simulation, lan or wan, not '" + preset + "'");
    }
  }
}
