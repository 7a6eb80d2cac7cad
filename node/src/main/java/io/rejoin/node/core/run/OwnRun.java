package io.rejoin.node.core.run;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * What this process's run does in one replica: the numbers that it gives out, and its operations on
 * their way to the core. Thread-safe, except for {@link #drain}, which is the core's.
 */
public final class OwnRun {
  private final ReplicaId id;
  private final long first;
  private final AtomicLong sequence;
  private final Outgoing outgoing;
  private volatile Runnable signal = () -> {};

  /**
   * A run.
   *
   * @param first the number after which its operations begin here
   */
  public OwnRun(ReplicaId id, long first, Outgoing outgoing) {
    this.id = id;
    this.first = first;
    this.outgoing = outgoing;
    sequence = new AtomicLong(first);
  }

  public ReplicaId id() {
    return id;
  }

  /** The number after which its operations begin here. */
  public long first() {
    return first;
  }

  /** The last number that it gave out. */
  public long last() {
    return sequence.get();
  }

  /** The number up to which the core has its operations; every one up to it is applied. */
  public long drained() {
    return outgoing.read();
  }

  /** What the authors of all shards have in common. */
  public Numbers.Source source(
      HybridClock time, Item.Limits limits, Predicate<ReplicaId> continues) {
    return new Numbers.Source(id, first, sequence, time, limits, continues);
  }

  /** Hands over an operation that took these numbers; gives what it removed if it was dropped. */
  public Optional<Removal> handOver(Numbers numbers, EntryKey key, State delta, Joined joined) {
    boolean removes = !joined.removed().isEmpty();
    Outgoing.Operation done = new Outgoing.Operation(key, delta, removes);
    return outgoing.offer(numbers, done, Outgoing.size(joined)) || !removes
        ? Optional.empty()
        : Removal.in(key, delta, id, numbers.last());
  }

  /** Numbers that were taken by an operation that failed. */
  public void offerNothing(Numbers numbers) {
    outgoing.offerNothing(numbers);
  }

  /** Runs when operations begin to wait; on a writer's thread, never blocks. */
  public void onOutgoing(Runnable wake) {
    signal = wake;
  }

  /** Wakes the core if it has to be woken. */
  public void wake() {
    if (outgoing.wakes()) {
      signal.run();
    }
  }

  /**
   * Hands over operations since the last time, in the order of their numbers; signals again if
   * there are more.
   *
   * @param settle waits for writers that are at work now
   */
  public void drain(Outgoing.Sink sink, Runnable settle) {
    if (outgoing.drain(sink)) {
      wake();
    } else if (outgoing.hasGap()) {
      long settled = sequence.get();
      settle.run();
      outgoing.skip(sink, settled);
    }
  }
}
