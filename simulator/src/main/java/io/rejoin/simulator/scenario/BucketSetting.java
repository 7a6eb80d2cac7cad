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
 * The policy of a bucket, as a node's configuration has it. Today all entries are on a
 * disk; the rest is kept for the nodes of a later version.
 *
 * @param copies the text form of {@link Copies}, such as all, 2 or home(hub)+1
 * @param durability memory, async or sync
 * @param ttl after which an entry that nobody wrote is removed
 */
public record BucketSetting(String copies, String durability, Optional<Duration> ttl) {
  public static final BucketSetting STANDARD = new BucketSetting("all", "async", Optional.empty());

  public BucketSetting {
    Copies.parse(copies);
    if (!durability.matches("memory|async|sync")) {
      throw new IllegalArgumentException(
          "durability is memory, async or sync, not '" + durability + "'");
    }
    if (ttl.isPresent() && (ttl.get().isNegative() || ttl.get().isZero())) {
      throw new IllegalArgumentException("ttl is above zero");
    }
  }

  /** The policies that nodes go by. */
  public static Buckets policies(SortedMap<String, BucketSetting> settings) {
    SortedMap<Bytes, Policy> named = new TreeMap<>();
    settings.forEach((bucket, setting) -> named.put(Bytes.utf8(bucket), setting.policy()));
    return new Buckets(Buckets.STANDARD.standard(), named);
  }

  private Policy policy() {
    return new Policy(promise(), ttl, Copies.parse(copies));
  }

  /** Whether not every node has a copy of its entries. */
  public boolean isPlaced() {
    return Copies.parse(copies).count().isPresent();
  }

  private Durability promise() {
    return durability.equals("sync") ? Durability.SYNC : Durability.ASYNC;
  }

  /** Whether this asks for anything that nodes do not do yet. */
  public boolean isBeyondToday() {
    return durability.equals("memory");
  }
}
