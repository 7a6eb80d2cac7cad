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
 * @param shardSessions sessions at a time in all shards that only some nodes hold; with so many a
 *     node begins no more, those that others begin come on top
 * @param limits of each session
 */
public record RepairConfig(
    Duration interval,
    Duration crossSite,
    Duration timeout,
    Duration maxAge,
    int maxSessions,
    int shardSessions,
    Limits limits) {
  /** The usual number of sessions in shards. */
  public static final int SHARD_SESSIONS = 8;

  public RepairConfig {
    if (maxSessions < 1 || shardSessions < 1) {
      throw new IllegalArgumentException(
          "repair needs sessions: " + maxSessions + " and " + shardSessions);
    }
  }

  public static RepairConfig lan() {
    return new RepairConfig(
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofMinutes(10),
        4,
        SHARD_SESSIONS,
        Limits.STANDARD);
  }

  public static RepairConfig wan() {
    return new RepairConfig(
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofMinutes(30),
        4,
        SHARD_SESSIONS,
        Limits.STANDARD);
  }

  public RepairConfig withShardSessions(int most) {
    return new RepairConfig(interval, crossSite, timeout, maxAge, maxSessions, most, limits);
  }
}
