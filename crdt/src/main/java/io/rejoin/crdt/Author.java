package io.rejoin.crdt;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;

/** Who carries an operation out: a run, its numbers, and its hybrid clock. */
public interface Author {

  ReplicaId run();

  /** The run's next number, never given twice. A number that was taken must be used. */
  long nextNumber();

  /** A time after the clock's own and after {@code seen}. */
  Timestamp now(Timestamp seen);
}
