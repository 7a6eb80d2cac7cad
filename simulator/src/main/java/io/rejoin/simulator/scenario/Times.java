package io.rejoin.simulator.scenario;

import java.time.Duration;

/**
 * How long the parts of a run last, in simulated time.
 *
 * @param warmup nodes find each other; nobody works and nothing befalls them
 * @param run clients work and the timeline runs; at its end every fault is healed
 * @param settle at most, until all nodes agree; a run that agrees earlier ends earlier
 */
public record Times(Duration warmup, Duration run, Duration settle) {
  private static final Duration LONGEST = Duration.ofDays(3_660);

  public static final Times STANDARD =
      new Times(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(90));

  public Times {
    check("warmup", warmup, 0);
    check("run", run, 1);
    check("settle", settle, 1);
  }

  private static void check(String name, Duration time, long leastMillis) {
    if (time.toMillis() < leastMillis || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " is " + leastMillis + " ms to ten years, not " + time);
    }
  }
}
