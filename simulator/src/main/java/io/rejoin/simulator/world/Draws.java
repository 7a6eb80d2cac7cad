package io.rejoin.simulator.world;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Chance as a function: a draw depends on the seed, what it is for, whom it concerns and how many
 * came before for the same, and on nothing else. So leaving out one operation or one fault does not
 * shift any other coin, and a failing run can be made smaller without becoming another one.
 */
public final class Draws {
  private static final double UNIT = 0x1.0p-53;

  private final long seed;

  public Draws(long seed) {
    this.seed = seed;
  }

  /** 64 random bits. */
  public long bits(Purpose purpose, long subject, long n) {
    return mix(mix(mix(mix(seed) + purpose.code()) + subject) + n);
  }

  /** Uniform in [0, 1). */
  public double unit(Purpose purpose, long subject, long n) {
    return (bits(purpose, subject, n) >>> 11) * UNIT;
  }

  /** Uniform in [0, bound). */
  public int below(int bound, Purpose purpose, long subject, long n) {
    return (int) (unit(purpose, subject, n) * bound);
  }

  /** A stream of its own for one component. */
  public RandomGenerator stream(Purpose purpose, long subject, long n) {
    return new SplittableRandom(bits(purpose, subject, n));
  }

  /** What stands for something between two subjects, in this order. */
  public static long subject(long one, long other) {
    return mix(mix(one) + other);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long bits = value + 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }
}
