package io.rejoin.testing;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.port.Store.Kept;

/** Edits sets as one run, with their deltas, for stores to keep. */
public final class Edits implements Author {
  private final ReplicaId run;
  private long number;

  public Edits(long run) {
    this.run = new ReplicaId(run);
  }

  public Mutation.Outcome add(State state, String element) {
    return Mutation.carryOut(AddWinsSet.TYPE, state, new AddWinsSet.Add(Bytes.utf8(element)), this);
  }

  public Mutation.Outcome remove(State state, String element) {
    return Mutation.carryOut(
        AddWinsSet.TYPE, state, new AddWinsSet.Remove(Bytes.utf8(element)), this);
  }

  /** A state as it is kept, with a digest and a time that tell it from others. */
  public static Kept kept(State state) {
    int hash = state.hashCode();
    return new Kept(state, new Digest(hash, ~hash), state.size(), hash & 0xffff, hash & 0xff);
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
    return seen;
  }
}
