package io.rejoin.simulator.mutant;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.List;

/** Nodes that do for clients what they should not. */
final class BrokenClients {
  private static final long COARSE_MILLIS = 10_000;

  private BrokenClients() {}

  /** Carries nothing out while another node cannot be reached. */
  static Deed<?> refusedWhenCutOff(SimGrid grid, SimNode node, Deed<?> asked) {
    return grid.isCutOff(node.number()) ? refused(asked) : asked;
  }

  private static <O extends Operation> Deed<O> refused(Deed<O> asked) {
    return new Deed<>(asked.key(), new Refusing<>(asked.type()), asked.operation());
  }

  /** Stamps what it writes with times of ten seconds, so that many are equal. */
  static Deed<?> coarseTimes(SimGrid grid, SimNode node, Deed<?> asked) {
    return asked.operation() instanceof LwwRegister.Set set
        ? new Deed<>(asked.key(), new Coarse(), set)
        : asked;
  }

  /** The next running node. */
  static SimNode another(SimGrid grid, SimNode asked, int steps) {
    List<SimNode> up = grid.up();
    return up.get(Math.floorMod(up.indexOf(asked) + steps, up.size()));
  }

  private record Refusing<O extends Operation>(CrdtType<O> type) implements CrdtType<O> {
    @Override
    public int id() {
      return type.id();
    }

    @Override
    public String name() {
      return type.name();
    }

    @Override
    public void apply(Slot slot, O operation) {
      throw new IllegalStateException("no majority");
    }

    @Override
    public O readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return type.readOperation(in, nestable);
    }
  }

  private record Coarse() implements CrdtType<LwwRegister.Set> {
    @Override
    public int id() {
      return LwwRegister.TYPE.id();
    }

    @Override
    public String name() {
      return LwwRegister.TYPE.name();
    }

    @Override
    public void apply(Slot slot, LwwRegister.Set set) {
      long millis = slot.now(Timestamp.ZERO).millis();
      ByteWriter value = new ByteWriter();
      Timestamp.ofMillis(millis - millis % COARSE_MILLIS).write(value);
      slot.removeHere();
      slot.put(value.raw(set.value()).toBytes());
    }

    @Override
    public LwwRegister.Set readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
      return LwwRegister.TYPE.readOperation(in, nestable);
    }
  }
}
