package io.rejoin.crdt;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;

/** Who carries an operation out: a run, its numbers, its hybrid clock, and its limits. */
public interface Author {

  ReplicaId run();

  /** The run's next number, never given twice. A number that was taken must be used. */
  long nextNumber();

  /**
   * The number after which all that the run has done to a state is in it. A node that gave a state
   * away and has it again does not have there what it did before, perhaps.
   */
  default long first() {
    return 0;
  }

  /** A time after the clock's own and after {@code seen}. */
  Timestamp now(Timestamp seen);

  /**
   * Whether the author goes on with what another run had written: an earlier one of the same node,
   * when every member has all there will ever be of each of these. What belongs to that run is then
   * its own. Of one of them alone is not enough: a later one may have gone on with it already.
   */
  default boolean continues(ReplicaId other) {
    return false;
  }

  /** How large the items that it puts may be. */
  default Item.Limits limits() {
    return Item.Limits.GREATEST;
  }
}
