package io.rejoin.crdt;

import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;

/**
 * One copy of one entry in a test, with a run and a clock of its own: {@link #does} carries an
 * operation out here and returns the delta for the others. Checks on the way, while the state is
 * small, that the digest that is kept is that of the state.
 */
public final class Replica<O extends Operation> implements Author {
  private static final Digester DIGESTER = new Digester(new SipHash(1, 2));
  private static final int CHECKED_SIZE = 100;

  private final CrdtType<O> type;
  private final ReplicaId run;
  private long number;
  private Timestamp time = Timestamp.ZERO;
  private State state = State.EMPTY;
  private Digest digest = Digest.ZERO;

  public Replica(CrdtType<O> type, long run) {
    this.type = type;
    this.run = new ReplicaId(run);
  }

  public State does(O operation) {
    State delta = Mutation.delta(type, state, operation, this);
    hears(delta);
    return delta;
  }

  public Joined hears(State delta) {
    Joined joined = state.join(delta);
    digest = DIGESTER.update(digest, joined);
    if (joined.state().size() < CHECKED_SIZE && !digest.equals(DIGESTER.of(joined.state()))) {
      throw new AssertionError("digest of news differs from that of the state");
    }
    state = joined.state();
    return joined;
  }

  public State state() {
    return state;
  }

  public Digest digest() {
    return digest;
  }

  /** As if the run had been busy with other entries. */
  public void worksElsewhere(int operations) {
    number += operations;
  }

  /** Sets the clock, also back. */
  public void clockIs(Timestamp now) {
    time = now;
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
    time = time.max(seen).next();
    return time;
  }
}
