package io.rejoin.benchmarks.types;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import java.time.Duration;
import java.time.InstantSource;

/** A run that carries operations out, with a clock as a node has it. */
final class Writer implements Author {
  private final ReplicaId run;
  private final HybridClock clock = new HybridClock(InstantSource.system(), Duration.ofMinutes(5));
  private long number;

  /** One of the runs 1, 2, 3, ..., whose names are spread as random ones are. */
  Writer(int which) {
    run = new ReplicaId(which * 0x9e3779b97f4a7c15L);
  }

  <O extends Operation> Mutation.Outcome does(CrdtType<O> type, State state, O operation) {
    return Mutation.carryOut(type, state, operation, this);
  }

  <O extends Operation> State after(CrdtType<O> type, State state, O operation) {
    return does(type, state, operation).joined().state();
  }

  @Override
  public ReplicaId run() {
    return run;
  }

  @Override
  public long nextNumber() {
    return ++number;
  }

  @Override
  public Timestamp now(Timestamp seen) {
    return clock.nowAfter(seen);
  }
}
