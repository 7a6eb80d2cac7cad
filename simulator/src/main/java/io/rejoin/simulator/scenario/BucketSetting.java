package io.rejoin.simulator.scenario;

import java.time.Duration;
import java.util.Optional;

/**
 * The policy of a bucket, as a node's configuration has it. Kept for the nodes of a later version:
 * today all entries have a copy everywhere and the durability of the simulated disk.
 *
 * @param copies "all" or a number
 * @param durability memory, async or sync
 * @param ttl after which an entry that nobody wrote is removed
 */
public record BucketSetting(String copies, String durability, Optional<Duration> ttl) {
  public static final BucketSetting STANDARD = new BucketSetting("all", "async", Optional.empty());

  public BucketSetting {
    if (!copies.matches("all|[1-9]\\d{0,2}")) {
      throw new IllegalArgumentException("copies is all or a number, not '" + copies + "'");
    }
    if (!durability.matches("memory|async|sync")) {
      throw new IllegalArgumentException(
          "durability is memory, async or sync, not '" + durability + "'");
    }
  }

  /** Whether this asks for anything that nodes do not do yet. */
  public boolean isBeyondToday() {
    return !copies.equals("all") || durability.equals("sync") || ttl.isPresent();
  }
}
