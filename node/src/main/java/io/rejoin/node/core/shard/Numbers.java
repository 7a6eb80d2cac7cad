package io.rejoin.node.core.shard;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The author of one operation after the other, used under the lock of its shard: takes numbers from
 * the run's sequence and remembers which. Other shards take numbers in between.
 */
public final class Numbers implements Author {
  private final ReplicaId run;
  private final AtomicLong sequence;
  private final HybridClock time;
  private final Item.Limits limits;
  private long[] taken = new long[1];
  private int count;

  public Numbers(ReplicaId run, AtomicLong sequence, HybridClock time, Item.Limits limits) {
    this.run = run;
    this.sequence = sequence;
    this.time = time;
    this.limits = limits;
  }

  /** Begins another operation. */
  public void restart() {
    count = 0;
  }

  @Override
  public ReplicaId run() {
    return run;
  }

  @Override
  public long nextNumber() {
    long number = sequence.incrementAndGet();
    if (count == taken.length) {
      taken = Arrays.copyOf(taken, count * 2);
    }
    taken[count++] = number;
    return number;
  }

  @Override
  public Timestamp now(Timestamp atLeast) {
    return time.nowAfter(atLeast);
  }

  @Override
  public Item.Limits limits() {
    return limits;
  }

  public int count() {
    return count;
  }

  public long at(int index) {
    return taken[index];
  }

  /** The last number taken, 0 if none was. */
  public long last() {
    return count == 0 ? 0 : taken[count - 1];
  }
}
