package io.rejoin.node.core.run;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The author of one operation after the other, used under the lock of its shard: takes numbers from
 * the run's sequence and remembers which. Other shards take numbers in between.
 */
public final class Numbers implements Author {
  private final Source source;
  private long[] taken = new long[1];
  private int count;

  /**
   * What the authors of all shards have in common.
   *
   * @param first the number after which the run's operations begin here
   * @param continues whether the run goes on with what another had written
   */
  public record Source(
      ReplicaId run,
      long first,
      AtomicLong sequence,
      HybridClock time,
      Item.Limits limits,
      Predicate<ReplicaId> continues) {}

  public Numbers(Source source) {
    this.source = source;
  }

  /** Begins another operation. */
  public void restart() {
    count = 0;
  }

  @Override
  public ReplicaId run() {
    return source.run();
  }

  @Override
  public long first() {
    return source.first();
  }

  @Override
  public boolean continues(ReplicaId other) {
    return source.continues().test(other);
  }

  @Override
  public long nextNumber() {
    long number = source.sequence().incrementAndGet();
    if (count == taken.length) {
      taken = Arrays.copyOf(taken, count * 2);
    }
    taken[count++] = number;
    return number;
  }

  @Override
  public Timestamp now(Timestamp atLeast) {
    return source.time().nowAfter(atLeast);
  }

  @Override
  public Item.Limits limits() {
    return source.limits();
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
