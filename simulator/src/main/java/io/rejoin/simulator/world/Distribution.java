package io.rejoin.simulator.world;

import java.time.Duration;

/**
 * A random quantity as a function of two uniform draws, such as a time in nanoseconds. Values below
 * {@code least} become it.
 */
public sealed interface Distribution {

  /** A value for two draws from [0, 1). */
  double value(double one, double other);

  /** A time of at least 0 in nanoseconds, for two draws from [0, 1). */
  default long nanos(double one, double other) {
    return Math.max(0, (long) Math.min(value(one, other), 9e18));
  }

  static Distribution constant(double value) {
    return new Constant(value);
  }

  static Distribution constant(Duration time) {
    return new Constant((double) time.toNanos());
  }

  static Distribution uniform(double from, double to) {
    return new Uniform(from, to);
  }

  static Distribution lognormal(double p50, double p99) {
    return new Lognormal(p50, p99);
  }

  static Distribution exponential(double mean) {
    return new Exponential(mean);
  }

  /** Always the same. */
  record Constant(double value) implements Distribution {
    @Override
    public double value(double one, double other) {
      return value;
    }
  }

  /** All between two values alike. */
  record Uniform(double from, double to) implements Distribution {
    public Uniform {
      if (!(from <= to)) {
        throw new IllegalArgumentException("uniform goes from the lesser to the greater value");
      }
    }

    @Override
    public double value(double one, double other) {
      return from + one * (to - from);
    }
  }

  /** A bell, cut off at its least value. */
  record Normal(double mean, double deviation, double least) implements Distribution {
    public Normal {
      if (!(deviation >= 0)) {
        throw new IllegalArgumentException("a deviation is not negative");
      }
    }

    @Override
    public double value(double one, double other) {
      return Math.max(least, mean + deviation * normal(one, other));
    }
  }

  /** Long-tailed, as wide-area links are: half below p50, one in 100 above p99. */
  record Lognormal(double p50, double p99) implements Distribution {
    private static final double Z99 = 2.3263478740408408;

    public Lognormal {
      if (!(p50 > 0 && p99 >= p50)) {
        throw new IllegalArgumentException("lognormal has 0 < p50 <= p99");
      }
    }

    @Override
    public double value(double one, double other) {
      double mu = StrictMath.log(p50);
      double sigma = (StrictMath.log(p99) - mu) / Z99;
      return StrictMath.exp(mu + sigma * normal(one, other));
    }
  }

  /** Gaps between things that happen at any time alike. */
  record Exponential(double mean) implements Distribution {
    public Exponential {
      if (!(mean > 0)) {
        throw new IllegalArgumentException("a mean is above 0");
      }
    }

    @Override
    public double value(double one, double other) {
      return -mean * StrictMath.log(1 - one);
    }
  }

  /** Box and Muller 1958. */
  private static double normal(double one, double other) {
    return StrictMath.sqrt(-2 * StrictMath.log(1 - one)) * StrictMath.cos(2 * Math.PI * other);
  }
}
