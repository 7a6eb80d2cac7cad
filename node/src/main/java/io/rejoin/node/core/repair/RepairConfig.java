package io.rejoin.node.core.repair;

import io.rejoin.antientropy.Session.Limits;
import java.time.Duration;

/**
 * Timers and limits of repair.
 *
 * @param interval between sessions that this node begins without a particular reason
 * @param crossSite how long a node of another site may go without a session with this one, unless
 *     the two are the bridge between their sites
 * @param timeout a session in which nothing happens for this long is given up
 * @param maxAge a session that takes longer is given up: its snapshot holds memory
 * @param maxSessions sessions at a time, those of a node without a finished one: one
 * @param limits of each session
 */
public record RepairConfig(
    Duration interval,
    Duration crossSite,
    Duration timeout,
    Duration maxAge,
    int maxSessions,
    Limits limits) {

  public static RepairConfig lan() {
    return new RepairConfig(
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        4,
        Limits.STANDARD);
  }

  public static RepairConfig wan() {
    return new RepairConfig(
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofMinutes(30),
        4,
        Limits.STANDARD);
  }
}
