package io.rejoin.crdt.type;

import io.rejoin.crdt.Catalogue;

/** The types that every node knows. */
public final class StandardTypes {
  private StandardTypes() {}

  public static Catalogue catalogue() {
    return Holder.CATALOGUE;
  }

  /** Made on first use: the map asks for the catalogue that it is in. */
  private static final class Holder {
    static final Catalogue CATALOGUE = Catalogue.of(
        PnCounter.TYPE,
        LwwRegister.TYPE,
        MvRegister.TYPE,
        AddWinsSet.TYPE,
        ObservedRemoveMap.TYPE,
        ShoppingCart.TYPE);
  }
}
