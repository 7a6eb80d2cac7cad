package io.rejoin.node.core.rights;

import java.time.Duration;

/**
 * Timers of requests for rights.
 *
 * @param answer for so long an owner that was asked may take; then the next richest is asked
 * @param pause after all owners were asked in vain; doubles from time to time
 * @param maxPause but not beyond this
 * @param patience so long after the last refusal a node goes on asking
 */
public record RightsConfig(Duration answer, Duration pause, Duration maxPause, Duration patience) {

  /** For links of milliseconds. */
  public static RightsConfig lan() {
    return new RightsConfig(
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        Duration.ofSeconds(4),
        Duration.ofSeconds(10));
  }

  /** For links of hundreds of milliseconds. */
  public static RightsConfig wan() {
    return new RightsConfig(
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }
}
