package io.rejoin.node.core.shard;

import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;

/**
 * Everything that may have had an effect upon an entry by the time it last changed: what was heard
 * of as applied by anybody, and the numbers that this run had given out.
 */
public record Stamp(Clock heard, ReplicaId run, long number) {

  /** Has everybody applied all of it? */
  boolean isReached(Clock horizon) {
    return horizon.covers(run, number) && horizon.covers(heard);
  }
}
