package io.rejoin.simulator.world;

import java.time.Duration;
import java.util.Optional;

/**
 * What the network does to frames on the way from one node to another.
 *
 * @param latency in nanoseconds
 * @param duplicate share of frames that arrive twice
 * @param reorder share of frames that may overtake or be overtaken
 * @param corrupt share of frames of which a bit changes on the way
 * @param bytesPerSecond rate of the link
 * @param queueBytes that may wait to be sent before the sender is asked to hold back
 * @param flap whether the link comes and goes
 */
public record LinkProfile(
    Distribution latency,
    Loss loss,
    double duplicate,
    double reorder,
    double corrupt,
    long bytesPerSecond,
    long queueBytes,
    Optional<Handover> handover,
    Optional<Flap> flap) {
  private static final Loss NO_LOSS = Loss.constant(0);

  /**
   * A satellite link changes its path at fixed times.
   *
   * @param every between two changes
   * @param spike added to the latency around a change
   * @param spikeLoss share lost around a change
   * @param width how long that lasts
   */
  public record Handover(Duration every, Duration spike, double spikeLoss, Duration width) {
    public Handover {
      checkShare("spike-loss", spikeLoss);
      if (every.toNanos() < 1 || spike.isNegative() || width.isNegative()) {
        throw new IllegalArgumentException("times of a handover are not negative, every above 0");
      }
    }
  }

  /** How long the link is down and up, in nanoseconds, in turns. */
  public record Flap(Distribution down, Distribution up) {}

  public LinkProfile {
    checkShare("duplicate", duplicate);
    checkShare("reorder", reorder);
    checkShare("corrupt", corrupt);
    if (bytesPerSecond < 1 || queueBytes < 1) {
      throw new IllegalArgumentException("rate and queue are above 0");
    }
  }

  private static void checkShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " is 0% to 100%, not " + share);
    }
  }

  /** As in one room: everything arrives, in order, at once. */
  public static LinkProfile lan() {
    return of(Distribution.uniform(200_000, 400_000), 125_000_000);
  }

  /** Between sites. */
  public static LinkProfile wan() {
    return of(Distribution.lognormal(35_000_000, 120_000_000), 2_500_000);
  }

  /** Nothing but latency and a rate. */
  public static LinkProfile of(Distribution latency, long bytesPerSecond) {
    return new LinkProfile(
        latency, NO_LOSS, 0, 0, 0, bytesPerSecond, 256 << 10, Optional.empty(), Optional.empty());
  }

  /** The same with these shares of frames lost, doubled and mixed up. */
  public LinkProfile with(double loss, double duplicate, double reorder) {
    return new LinkProfile(
        latency,
        Loss.constant(loss),
        duplicate,
        reorder,
        corrupt,
        bytesPerSecond,
        queueBytes,
        handover,
        flap);
  }
}
