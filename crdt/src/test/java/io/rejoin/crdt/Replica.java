package io.rejoin.crdt;

import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;
import java.util.HashSet;
import java.util.Set;

/**
 * One copy of one entry in a test, with a run and a clock of its own: {@link #does} carries an
 * operation out here and returns the delta for the others. Checks on the way, while the state is
 * small, that the digest that is kept is that of the state, and that an operation does what joining
 * its delta does. Now and then the state is {@linkplain State#compact compact}.
 */
public final class Replica<O extends Operation> implements Author {
  private static final Digester DIGESTER = new Digester(new SipHash(1, 2));
  private static final int CHECKED_SIZE = 100;

  /** Every so many changes the state is laid to rest. */
  private static final int REST = 3;

  private final CrdtType<O> type;
  private final ReplicaId run;
  private final Set<ReplicaId> continued = new HashSet<>();
  private long number;
  private int changes;
  private Timestamp time = Timestamp.ZERO;
  private State state = State.EMPTY;
  private Digest digest = Digest.ZERO;

  public Replica(CrdtType<O> type, long run) {
    this.type = type;
    this.run = new ReplicaId(run);
  }

  /** The same copy after a restart of its node. */
  public Replica<O> restarted(long next) {
    Replica<O> after = new Replica<>(type, next);
    after.time = time;
    after.digest = digest;
    after.state = state;
    return after;
  }

  /** From now on what an earlier run has written belongs to this one. */
  public void goesOnWith(ReplicaId earlier) {
    continued.add(earlier);
  }

  /** What was removed is known to all that have a copy. */
  public void forgets() {
    state = state.forget(new Clock(state.context()));
  }

  public State does(O operation) {
    Mutation.Outcome outcome = Mutation.carryOut(type, state, operation, this);
    Joined joined = outcome.joined();
    if (isChecked(joined) && !joined.equals(state.join(outcome.delta()))) {
      throw new AssertionError("the operation differs from joining its delta");
    }
    become(joined);
    return outcome.delta();
  }

  public Joined hears(State delta) {
    Joined joined = state.join(delta);
    become(joined);
    return joined;
  }

  private void become(Joined joined) {
    digest = DIGESTER.update(digest, joined);
    if (isChecked(joined) && !digest.equals(DIGESTER.of(joined.state()))) {
      throw new AssertionError("digest of news differs from that of the state");
    }
    boolean rests = ++changes % REST == 0;
    state = rests ? joined.state().compact() : joined.state();
  }

  private static boolean isChecked(Joined joined) {
    return joined.state().size() < CHECKED_SIZE;
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
  public boolean continues(ReplicaId other) {
    return continued.contains(other);
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
