package io.rejoin.crdt.replica;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;

/**
 * One copy of one value, for those who bring their own network and storage. Send every delta that
 * {@link #apply} returns to the other copies, in any order and as often as you like; where one may
 * have been lost, send the whole {@link #state}. Not thread-safe.
 *
 * @param <O> the operations of its type
 */
public final class Replica<O extends Operation> {
  private final CrdtType<O> type;
  private final Writer writer;
  private State state;

  /** A copy that knows nothing yet. */
  public Replica(CrdtType<O> type, Writer writer) {
    this(type, writer, State.EMPTY);
  }

  /** A copy with a state that was stored or received. */
  public Replica(CrdtType<O> type, Writer writer, State state) {
    this.type = type;
    this.writer = writer;
    this.state = state;
  }

  /**
   * Carries an operation out and returns the delta for the others; empty if it changes nothing.
   *
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   */
  public State apply(O operation) {
    Mutation.Outcome outcome = Mutation.carryOut(type, state, operation, writer);
    state = outcome.joined().state();
    return outcome.delta();
  }

  /** Takes what another copy sent, a delta or a whole state, and says what was new in it. */
  public Joined join(State other) {
    Joined joined = state.join(other);
    state = joined.state();
    return joined;
  }

  /** For the readers of the type; immutable. */
  public State state() {
    return state;
  }
}
