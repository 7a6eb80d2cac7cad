package io.rejoin.simulator.mutant;

import io.rejoin.crdt.Author;
import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import java.util.Optional;

/** States that no sound node makes. */
final class States {
  private States() {}

  /** A state with this item alone. */
  static State of(Item item) {
    long number = item.dot().number();
    State state = Mutation.delta(new Put(item), State.EMPTY, new Nothing(), new Writer(item));
    return number == 1
        ? state
        : state.since(CausalContext.of(item.dot().run(), 1, number - 1), Optional.empty());
  }

  /** The same items, and more that is known and gone. */
  static State alsoKnowing(State state, CausalContext gone) {
    return State.removing(gone.minus(state.live())).join(state).state();
  }

  /** Nothing is put; what the state knows is known and gone, except for these dots. */
  static State knowledgeOnly(State state, CausalContext except) {
    return State.removing(state.context().minus(except));
  }

  private record Nothing() implements Operation {
    @Override
    public void write(ByteWriter out) {
      // It has no parts.
    }
  }

  private record Writer(Item item) implements Author {
    @Override
    public ReplicaId run() {
      return item.dot().run();
    }

    @Override
    public long nextNumber() {
      return item.dot().number();
    }

    @Override
    public Timestamp now(Timestamp seen) {
      return seen.next();
    }
  }

  private record Put(Item item) implements CrdtType<Nothing> {
    @Override
    public int id() {
      return 1;
    }

    @Override
    public String name() {
      return "put";
    }

    @Override
    public void apply(Slot slot, Nothing operation) {
      Slot at = slot;
      for (int i = 0; i < item.path().length(); i++) {
        at = at.child(item.path().component(i));
      }
      at.put(item.value());
    }

    @Override
    public Nothing readOperation(ByteReader in, Catalogue nestable) {
      return new Nothing();
    }
  }
}
