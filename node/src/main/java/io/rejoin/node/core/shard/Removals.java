package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Removal;
import io.rejoin.antientropy.RemovalIndex;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.List;
import java.util.Optional;

/** The removals that some member may lack. Thread-safe. */
public final class Removals {
  private final RemovalIndex index = new RemovalIndex();

  /**
   * The removal in an operation's delta: everything that the delta knows of and does not hold. That
   * may name numbers which the run used for other entries; they mean nothing here, and they keep
   * the intervals whole.
   */
  public static Optional<Removal> in(EntryKey key, State delta, ReplicaId run, long number) {
    CausalContext dead = delta.context().minus(delta.live());
    return dead.isEmpty()
        ? Optional.empty()
        : Optional.of(new Removal(new Dot(run, number), key, dead));
  }

  public synchronized void add(Removal removal) {
    index.add(removal);
  }

  public synchronized List<Removal> beyond(Clock known) {
    return index.beyond(known);
  }

  public synchronized void trim(Clock horizon) {
    index.trim(horizon);
  }

  public synchronized int size() {
    return index.size();
  }
}
