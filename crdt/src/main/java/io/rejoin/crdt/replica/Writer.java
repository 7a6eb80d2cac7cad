package io.rejoin.crdt.replica;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A run that writes values, as many as one likes. It must be new at every start of a process, and
 * two processes must never write under one run: dots would name two things. So draw it at random,
 * {@link ReplicaId#random}, and never store it. Thread-safe.
 */
public final class Writer implements Author {
  private final ReplicaId run;
  private final HybridClock clock;
  private final AtomicLong numbers = new AtomicLong();

  public Writer(ReplicaId run, HybridClock clock) {
    this.run = run;
    this.clock = clock;
  }

  @Override
  public ReplicaId run() {
    return run;
  }

  @Override
  public long nextNumber() {
    return numbers.incrementAndGet();
  }

  @Override
  public Timestamp now(Timestamp seen) {
    return clock.nowAfter(seen);
  }
}
