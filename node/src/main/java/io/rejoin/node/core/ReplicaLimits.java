package io.rejoin.node.core;

import io.rejoin.crdt.Item;

/**
 * How much a replica lets wait, and how large items its operations may put.
 *
 * @param outgoing local operations that may wait for the core, a power of two
 * @param outgoingLargeBytes bytes of large deltas among them
 * @param items sizes of what is put here
 */
public record ReplicaLimits(int outgoing, long outgoingLargeBytes, Item.Limits items) {
  public static final ReplicaLimits STANDARD =
      new ReplicaLimits(1 << 16, 64L << 20, Item.Limits.GREATEST);

  public ReplicaLimits withItems(Item.Limits limits) {
    return new ReplicaLimits(outgoing, outgoingLargeBytes, limits);
  }
}
