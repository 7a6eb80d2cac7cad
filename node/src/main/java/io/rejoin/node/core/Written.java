package io.rejoin.node.core;

import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.List;

/**
 * What a local operation did.
 *
 * @param delta what travels to the peers, empty if the operation changed nothing
 * @param written the dots it put
 * @param removed the dots it saw and took away
 * @param number the last number that it took, 0 if it changed nothing
 * @param run the run whose number that is
 */
public record Written(
    State delta, List<Dot> written, List<Dot> removed, long number, ReplicaId run) {
  public Written {
    written = List.copyOf(written);
    removed = List.copyOf(removed);
  }

  /** Whether the operation changed the entry. */
  public boolean changed() {
    return number > 0;
  }
}
