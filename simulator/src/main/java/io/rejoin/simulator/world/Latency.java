package io.rejoin.simulator.world;

import java.time.Duration;

/** How long a frame takes, as a function of two uniform draws. */
@FunctionalInterface
public interface Latency {

  /** In nanoseconds. */
  long nanos(double one, double other);

  static Latency fixed(Duration time) {
    long nanos = time.toNanos();
    return (one, other) -> nanos;
  }

  static Latency uniform(Duration least, Duration most) {
    long from = least.toNanos();
    long width = most.toNanos() - from;
    return (one, other) -> from + (long) (one * width);
  }

  /** Long-tailed, as wide-area links are: half of the frames below p50, one in 100 above p99. */
  static Latency lognormal(Duration p50, Duration p99) {
    double mu = StrictMath.log((double) p50.toNanos());
    double sigma = (StrictMath.log((double) p99.toNanos()) - mu) / 2.3263478740408408;
    return (one, other) -> (long) StrictMath.exp(mu + sigma * normal(one, other));
  }

  /** Box and Muller 1958. */
  private static double normal(double one, double other) {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - one)) * StrictMath.cos(2 * Math.PI * other);
  }
}
