package io.rejoin.simulator.world;

import java.time.Duration;

/**
 * What the network does to frames on the way from one node to another.
 *
 * @param latency on the way
 * @param loss share of frames that are lost
 * @param duplicate share of frames that arrive twice
 * @param reorder share of frames that may overtake or be overtaken, by up to four times their time
 * @param bytesPerSecond rate of the link
 */
public record Weather(
    Latency latency, double loss, double duplicate, double reorder, long bytesPerSecond) {

  /** As in one room: everything arrives, in order, at once. */
  public static Weather calm() {
    Latency latency = Latency.uniform(Duration.ofNanos(200_000), Duration.ofMillis(1));
    return new Weather(latency, 0, 0, 0, 100_000_000);
  }

  /** Between sites. */
  public static Weather wide() {
    Latency latency = Latency.lognormal(Duration.ofMillis(35), Duration.ofMillis(120));
    return new Weather(latency, 0, 0, 0, 2_500_000);
  }

  public Weather with(double loss, double duplicate, double reorder) {
    return new Weather(latency, loss, duplicate, reorder, bytesPerSecond);
  }
}
