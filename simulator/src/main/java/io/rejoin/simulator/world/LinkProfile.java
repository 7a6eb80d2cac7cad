package io.rejoin.simulator.world;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /**
   * To a satellite in low orbit, as users of Starlink measured it: bursts of loss, and every 15 s a
   * change of the path.
   */
  public static LinkProfile leo() {
    return new LinkProfile(
        new Distribution.Normal(25_000_000, 6_000_000, 20_000_000),
        new Loss.Gilbert(0.002, 0.5, 0.004, 0.8),
        0,
        0,
        0,
        1_250_000,
        256 << 10,
        Optional.of(new Handover(
            Duration.ofSeconds(15), Duration.ofMillis(140), 0.2, Duration.ofMillis(500))),
        Optional.empty());
  }

  /**
   * Between sites over a year: down for about two days in all, mostly for minutes, now and then for
   * hours (Bailis and Kingsbury, The Network is Reliable, 2014).
   */
  public static LinkProfile wanYear() {
    return new LinkProfile(
        Distribution.lognormal(40_000_000, 160_000_000),
        Loss.constant(0.0002),
        0,
        0,
        0,
        2_500_000,
        256 << 10,
        Optional.empty(),
        Optional.of(new Flap(
            Distribution.lognormal(300e9, 21_600e9), Distribution.exponential(306_000e9))));
  }

  /** The profiles that a scenario can name. */
  public static SortedMap<String, LinkProfile> known() {
    return new TreeMap<>(Map.of("lan", lan(), "wan", wan(), "leo", leo(), "wan-year", wanYear()));
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
