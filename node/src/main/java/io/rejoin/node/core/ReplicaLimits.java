package io.rejoin.node.core;

/**
 * How much a replica lets wait.
 *
 * @param outgoing local operations that may wait for the core, a power of two
 * @param outgoingLargeBytes bytes of large deltas among them
 */
public record ReplicaLimits(int outgoing, long outgoingLargeBytes) {
  public static final ReplicaLimits STANDARD = new ReplicaLimits(1 << 16, 64L << 20);
}
