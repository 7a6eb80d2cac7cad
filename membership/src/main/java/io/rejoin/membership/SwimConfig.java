package io.rejoin.membership;

import java.time.Duration;
import java.util.List;

/**
 * The timers and limits of membership. Take a preset and change what differs.
 *
 * @param probeInterval protocol period: one member is probed in each
 * @param probeTimeout wait for a direct answer before others are asked; below the interval
 * @param indirectProbes members asked to probe for us, SWIM's k
 * @param suspicionFactor Lifeguard's alpha: a suspicion lasts at least this many periods, times
 *     log10 of the number of members where that is above 1
 * @param suspicionMaxFactor Lifeguard's beta: the longest suspicion over the shortest
 * @param confirmations Lifeguard's K: independent accusers that shrink a suspicion to its least
 * @param maxHealth the worst score of local health; 0 is the best
 * @param gossipInterval between rounds of news
 * @param gossipFanout members told in a round
 * @param retransmitFactor lambda: news is sent this many times log10 of the number of members
 * @param syncInterval between exchanges of whole tables with one neighbour
 * @param piggybackBytes room for news in a message; one row is taken even if it is longer
 * @param vanishedInterval between probes of dead members whose connection still stands
 * @param redialInterval between dials of a member lost within {@code redialFor}
 * @param redialFor how long a lost member is dialled at that rate
 * @param maxDialInterval to which the interval grows for all others
 * @param seeds addresses that are dialled for ever while nobody there is linked
 */
public record SwimConfig(
    Duration probeInterval,
    Duration probeTimeout,
    int indirectProbes,
    int suspicionFactor,
    int suspicionMaxFactor,
    int confirmations,
    int maxHealth,
    Duration gossipInterval,
    int gossipFanout,
    int retransmitFactor,
    Duration syncInterval,
    int piggybackBytes,
    Duration vanishedInterval,
    Duration redialInterval,
    Duration redialFor,
    Duration maxDialInterval,
    List<String> seeds) {

  public SwimConfig {
    seeds = List.copyOf(seeds);
    if (probeTimeout.isNegative()
        || probeTimeout.isZero()
        || probeTimeout.compareTo(probeInterval) >= 0) {
      throw new IllegalArgumentException("the probe timeout is above 0 and below the interval");
    }
    if (piggybackBytes < 1 || piggybackBytes > SwimMessage.MAX_BYTES / 2) {
      throw new IllegalArgumentException("piggyback bytes are 1 to half a message");
    }
  }

  /** For sites whose members reach each other in milliseconds. */
  public static SwimConfig lan() {
    return new SwimConfig(
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        3,
        4,
        6,
        3,
        7,
        Duration.ofMillis(200),
        3,
        4,
        Duration.ofSeconds(30),
        1_400,
        Duration.ofSeconds(1),
        Duration.ofMillis(300),
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        List.of());
  }

  /** For links of hundreds of milliseconds that lose packets. */
  public static SwimConfig wan() {
    return new SwimConfig(
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        3,
        6,
        6,
        3,
        7,
        Duration.ofMillis(500),
        4,
        4,
        Duration.ofSeconds(60),
        1_400,
        Duration.ofSeconds(2),
        Duration.ofMillis(300),
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        List.of());
  }

  /** Deaths and returns within seconds of simulated time, and few events. */
  public static SwimConfig simulation() {
    return new SwimConfig(
        Duration.ofSeconds(1),
        Duration.ofMillis(400),
        3,
        3,
        3,
        2,
        3,
        Duration.ofMillis(250),
        3,
        4,
        Duration.ofSeconds(10),
        1_400,
        Duration.ofSeconds(1),
        Duration.ofMillis(300),
        Duration.ofMinutes(10),
        Duration.ofSeconds(5),
        List.of());
  }

  public SwimConfig withSeeds(List<String> addresses) {
    return new SwimConfig(
        probeInterval,
        probeTimeout,
        indirectProbes,
        suspicionFactor,
        suspicionMaxFactor,
        confirmations,
        maxHealth,
        gossipInterval,
        gossipFanout,
        retransmitFactor,
        syncInterval,
        piggybackBytes,
        vanishedInterval,
        redialInterval,
        redialFor,
        maxDialInterval,
        addresses);
  }

  /** The shortest suspicion in a group of this size, in nanoseconds. */
  long minSuspicion(int members) {
    double scale = Math.max(1, StrictMath.log10(Math.max(1, members)));
    return (long) (suspicionFactor * scale * probeInterval.toNanos());
  }

  long maxSuspicion(int members) {
    return suspicionMaxFactor * minSuspicion(members);
  }

  /** How often one piece of news is sent by one member of a group of this size. */
  int transmissions(int members) {
    return retransmitFactor * (int) StrictMath.ceil(StrictMath.log10(members + 1));
  }
}
