package io.rejoin.node.core;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Transfer;
import io.rejoin.crdt.type.counter.InsufficientRights;
import io.rejoin.node.core.rights.RightsBroker;
import io.rejoin.node.core.rights.RightsConfig;
import io.rejoin.node.core.shard.History;
import io.rejoin.node.port.StoreFull;
import java.util.List;

/**
 * What clients of this node do, on their own threads, and what the node itself does for them: it
 * gets rights to bounded counters when they run short, and gives rights to other nodes. All of it
 * is {@link Replica#mutate}.
 */
public final class Operations {

  /** Hears that rights of this node were given to another run. */
  public interface GiftListener {
    void given(EntryKey key, Transfer transfer, Written written);
  }

  private final Replicas replicas;
  private final RightsBroker rights;
  private volatile GiftListener onGift = (key, transfer, written) -> {};

  Operations(RightsConfig config, Replicas replicas, RightsBroker.Node node) {
    this.replicas = replicas;
    rights = new RightsBroker(config, new Counters(), node);
  }

  /**
   * Carries out an operation on the caller's thread. A decrement that is refused for lack of
   * rights, or leaves few, makes the node ask others for some.
   *
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   * @throws StoreFull if the store has no room; nothing has changed then
   */
  public <O extends Operation> Written carryOut(EntryKey key, CrdtType<O> type, O operation) {
    return carryOut(key, type, operation, State.EMPTY);
  }

  /** The same upon what is here and what was seen elsewhere, which is not kept here. */
  public <O extends Operation> Written carryOut(
      EntryKey key, CrdtType<O> type, O operation, State seen) {
    try {
      Written written = replicas
          .with(key, here -> here.mutate(key, type, operation, seen))
          .in(replicas.placing().of(key));
      if (operation instanceof Decrement decrement) {
        rights.taken(key, decrement.amount());
      }
      return written;
    } catch (InsufficientRights refusal) {
      if (operation instanceof Decrement) {
        rights.refused(key, refusal);
      }
      throw refusal;
    }
  }

  /** Whether what a run has of rights is in this node's hands; see {@link History#continues}. */
  public boolean holdsRightsOf(ReplicaId run) {
    Replica replica = replicas.all();
    return run.equals(replica.run()) || replica.history().continues(run);
  }

  /** Gives the rights of this node to linked members, as before a process ends. */
  public void handOverRights() {
    rights.handOver();
  }

  /** Runs when rights were given away, on the thread that did it; it must not block. */
  public void onGift(GiftListener listener) {
    onGift = listener;
  }

  /** For the core's thread. */
  RightsBroker rights() {
    return rights;
  }

  private final class Counters implements RightsBroker.Counters {
    @Override
    public ReplicaId run() {
      return replicas.all().run();
    }

    @Override
    public boolean holdsRightsOf(ReplicaId run) {
      return Operations.this.holdsRightsOf(run);
    }

    @Override
    public State state(EntryKey key) {
      return replicas.state(key);
    }

    @Override
    public List<EntryKey> keys() {
      return replicas.keys(key -> key.type() == BoundedCounter.TYPE.id());
    }

    @Override
    public boolean give(EntryKey key, Transfer transfer) {
      try {
        Written written = replicas.all().mutate(key, BoundedCounter.TYPE, transfer);
        onGift.given(key, transfer, written);
        return true;
      } catch (IllegalArgumentException | StoreFull refusal) {
        return false;
      }
    }
  }
}
