package io.rejoin.node.core;

import io.rejoin.crdt.Item;
import io.rejoin.node.core.shard.Buckets;

/**
 * How much a replica lets wait, how large items its operations may put, what it stores, and how
 * much of that it keeps in memory.
 *
 * @param outgoing local operations that may wait for the core, a power of two
 * @param outgoingLargeBytes bytes of large deltas among them
 * @param items sizes of what is put here
 * @param buckets what is stored, and for how long it is kept
 * @param residentBytes of states in memory, about
 */
public record ReplicaLimits(
    int outgoing, long outgoingLargeBytes, Item.Limits items, Buckets buckets, long residentBytes) {
  public static final ReplicaLimits STANDARD =
      new ReplicaLimits(1 << 16, 64L << 20, Item.Limits.GREATEST, Buckets.STANDARD, Long.MAX_VALUE);

  ReplicaLimits withOutgoing(int numbers) {
    return new ReplicaLimits(numbers, outgoingLargeBytes, items, buckets, residentBytes);
  }

  public ReplicaLimits withItems(Item.Limits limits) {
    return new ReplicaLimits(outgoing, outgoingLargeBytes, limits, buckets, residentBytes);
  }

  public ReplicaLimits withBuckets(Buckets policies) {
    return new ReplicaLimits(outgoing, outgoingLargeBytes, items, policies, residentBytes);
  }

  public ReplicaLimits withResidentBytes(long bytes) {
    return new ReplicaLimits(outgoing, outgoingLargeBytes, items, buckets, bytes);
  }
}
