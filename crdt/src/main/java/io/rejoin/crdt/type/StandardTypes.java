package io.rejoin.crdt.type;

import io.rejoin.crdt.Catalogue;
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

/** The types that every node knows. */
public final class StandardTypes {
  private static final Catalogue CATALOGUE = Catalogue.of(
      PnCounter.TYPE,
      GrowOnlyCounter.TYPE,
      ResettableCounter.TYPE,
      LwwRegister.TYPE,
      MvRegister.TYPE,
      ExtremeRegister.MAX,
      ExtremeRegister.MIN,
      Flag.ENABLE_WINS,
      Flag.DISABLE_WINS,
      AddWinsSet.TYPE,
      GrowOnlySet.TYPE,
      RemoveWinsSet.TYPE,
      TwoPhaseSet.TYPE,
      CausalLengthSet.TYPE,
      LwwSet.TYPE,
      ObservedRemoveMap.TYPE,
      LwwMap.TYPE,
      Multimap.TYPE,
      ShoppingCart.TYPE,
      BoundedCounter.TYPE,
      ReplicatedList.TYPE,
      ReplicatedText.TYPE,
      HyperLogLog.TYPE,
      MovableTree.TYPE);

  private StandardTypes() {}

  public static Catalogue catalogue() {
    return CATALOGUE;
  }
}
