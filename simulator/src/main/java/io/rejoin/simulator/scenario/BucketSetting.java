package io.rejoin.simulator.scenario;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The policy of a bucket, as a node's configuration has it.
 *
 * @param durability memory, async or sync; memory is not simulated yet, and reported as such
 * @param ttl after which an entry that nobody wrote is removed
 */
public record BucketSetting(Copies copies, String durability, Optional<Duration> ttl) {
  public static final BucketSetting STANDARD = of(Copies.ALL);

  public BucketSetting {
    if (!durability.matches("memory|async|sync")) {
      throw new IllegalArgumentException(
          "durability is memory, async or sync, not '" + durability + "'");
    }
    if (ttl.isPresent() && (ttl.get().isNegative() || ttl.get().isZero())) {
      throw new IllegalArgumentException("ttl is above zero");
    }
  }

  /** Written a little later, and kept until it is removed. */
  public static BucketSetting of(Copies copies) {
    return new BucketSetting(copies, "async", Optional.empty());
  }

  /** The policies that nodes go by. */
  public static Buckets policies(SortedMap<String, BucketSetting> settings) {
    SortedMap<Bytes, Policy> named = new TreeMap<>();
    settings.forEach((bucket, setting) -> named.put(Bytes.utf8(bucket), setting.policy()));
    return new Buckets(Buckets.STANDARD.standard(), named);
  }

  private Policy policy() {
    return new Policy(promise(), ttl, copies);
  }

  /** Whether not every node has a copy of its entries. */
  public boolean isPlaced() {
    return copies.count().isPresent();
  }

  private Durability promise() {
    return durability.equals("sync") ? Durability.SYNC : Durability.ASYNC;
  }

  /** Whether this asks for anything that nodes do not do yet. */
  public boolean isBeyondToday() {
    return durability.equals("memory");
  }
}
