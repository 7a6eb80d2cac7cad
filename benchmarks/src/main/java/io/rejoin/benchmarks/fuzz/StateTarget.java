package io.rejoin.benchmarks.fuzz;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.GrowOnlyCounter;
import io.rejoin.crdt.type.counter.HyperLogLog;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.counter.ResettableCounter;
import io.rejoin.crdt.type.map.LwwMap;
import io.rejoin.crdt.type.map.Multimap;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.ExtremeRegister;
import io.rejoin.crdt.type.register.Flag;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.sequence.ReplicatedList;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.CausalLengthSet;
import io.rejoin.crdt.type.set.GrowOnlySet;
import io.rejoin.crdt.type.set.LwwSet;
import io.rejoin.crdt.type.set.RemoveWinsSet;
import io.rejoin.crdt.type.set.TwoPhaseSet;
import io.rejoin.crdt.type.tree.MovableTree;

/** States: read, joined, and seen by the readers of all types. */
public final class StateTarget {
  private StateTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < Newer.MAX_BYTES) {
      Decoding.of(Bytes.copyOf(data), State::read, State::write).ifPresent(StateTarget::use);
    }
  }

  private static void use(State state) {
    if (!state.join(state).state().equals(state)) {
      throw new AssertionError("not idempotent: " + state);
    }
    state.parts(100).forEach(part -> part.join(state));
    counters(state);
    registersAndSets(state);
    LwwMap.fields(state);
    Multimap.fields(state);
    ObservedRemoveMap.fields(state);
    ShoppingCart.lineDots(state);
    ShoppingCart.orders(state);
    ShoppingCart.coupons(state.root());
    ShoppingCart.notes(state.root());
    ReplicatedList.elements(state);
    ReplicatedText.text(state);
    MovableTree.nodes(state);
  }

  private static void counters(State state) {
    PnCounter.value(state);
    GrowOnlyCounter.value(state);
    ResettableCounter.value(state);
    BoundedCounter.value(state);
    BoundedCounter.rights(state);
    HyperLogLog.count(state);
  }

  private static void registersAndSets(State state) {
    LwwRegister.versions(state);
    MvRegister.values(state);
    ExtremeRegister.MAX.value(state);
    ExtremeRegister.MIN.value(state);
    Flag.isEnabled(state);
    AddWinsSet.elements(state);
    GrowOnlySet.elements(state);
    RemoveWinsSet.elements(state);
    TwoPhaseSet.elements(state);
    CausalLengthSet.elements(state);
    LwwSet.elements(state);
  }
}
