package io.rejoin.node.core;

import io.rejoin.crdt.Item;

/**
 * How much a replica lets wait, how large items its operations may put, and how much it keeps in
 * memory of what the store has.
 *
 * @param outgoing local operations that may wait for the core, a power of two
 * @param outgoingLargeBytes bytes of large deltas among them
 * @param items sizes of what is put here
 * @param residentBytes of states in memory, about
 */
public record ReplicaLimits(
    int outgoing, long outgoingLargeBytes, Item.Limits items, long residentBytes) {
  public static final ReplicaLimits STANDARD =
      new ReplicaLimits(1 << 16, 64L << 20, Item.Limits.GREATEST);

  /** With all states in memory. */
  public ReplicaLimits(int outgoing, long outgoingLargeBytes, Item.Limits items) {
    this(outgoing, outgoingLargeBytes, items, Long.MAX_VALUE);
  }

  public ReplicaLimits withItems(Item.Limits limits) {
    return new ReplicaLimits(outgoing, outgoingLargeBytes, limits, residentBytes);
  }

  public ReplicaLimits withResidentBytes(long bytes) {
    return new ReplicaLimits(outgoing, outgoingLargeBytes, items, bytes);
  }
}
