package io.rejoin.simulator.workload;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.simulator.grid.Assortment;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.workload.Deeds.Turn;
import java.util.random.RandomGenerator;

/** Operations of all types, with few elements and fields, so that they meet. */
final class AnyDeed {
  private static final int ELEMENTS = 8;

  private AnyDeed() {}

  static Deed<?> of(String key, Turn turn) {
    RandomGenerator random = turn.random();
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> Deed.of(ShoppingCart.TYPE, key, cart(random));
      case 3, 4, 5 -> Deed.of(AddWinsSet.TYPE, key, set(random));
      case 6 -> Deed.of(PnCounter.TYPE, key, counter(random));
      case 7 -> Deed.of(LwwRegister.TYPE, key, new LwwRegister.Set(value(turn)));
      case 8 -> Deed.of(MvRegister.TYPE, key, new MvRegister.Set(value(turn)));
      case 9 -> Deed.of(ObservedRemoveMap.TYPE, key, map(turn));
      case 10, 11 -> Deed.of(BoundedCounter.TYPE, key, stock(random));
      default -> Assortment.deed(key, random);
    };
  }

  private static AddWinsSet.Change set(RandomGenerator random) {
    Bytes element = name(random);
    int die = random.nextInt(20);
    if (die == 0) {
      return new AddWinsSet.Clear();
    }
    return die < 12 ? new AddWinsSet.Add(element) : new AddWinsSet.Remove(element);
  }

  private static ShoppingCart.Change cart(RandomGenerator random) {
    Bytes sku = name(random);
    int die = random.nextInt(20);
    if (die == 0) {
      return random.nextBoolean() ? new ShoppingCart.Clear() : new ShoppingCart.AddCoupon(sku);
    } else if (die == 1) {
      return new ShoppingCart.Checkout(Bytes.utf8("order" + random.nextInt(100)));
    } else if (die < 6) {
      return new ShoppingCart.SetQuantity(sku, random.nextInt(5));
    } else if (die < 10) {
      return new ShoppingCart.Remove(sku);
    }
    return new ShoppingCart.Add(sku, 1 + random.nextInt(9));
  }

  private static PnCounter.Add counter(RandomGenerator random) {
    return new PnCounter.Add(random.nextInt(21) - 10);
  }

  /** On average more is wanted than there is. */
  private static BoundedCounter.Change stock(RandomGenerator random) {
    return random.nextInt(10) < 3
        ? new BoundedCounter.Increment(1 + random.nextInt(10))
        : new BoundedCounter.Decrement(1 + random.nextInt(4));
  }

  private static ObservedRemoveMap.Change map(Turn turn) {
    Bytes field = Bytes.utf8("f" + turn.random().nextInt(3));
    return turn.random().nextInt(5) == 0
        ? new ObservedRemoveMap.Remove(field)
        : update(field, turn);
  }

  /** Changes a counter, a set, a register or a cart in a field of a map. */
  static ObservedRemoveMap.Change update(Bytes field, Turn turn) {
    RandomGenerator random = turn.random();
    return switch (random.nextInt(4)) {
      case 0 -> update(field, PnCounter.TYPE, counter(random));
      case 1 -> update(field, AddWinsSet.TYPE, set(random));
      case 2 -> update(field, LwwRegister.TYPE, new LwwRegister.Set(value(turn)));
      default -> update(field, ShoppingCart.TYPE, cart(random));
    };
  }

  private static <O extends Operation> ObservedRemoveMap.Change update(
      Bytes field, CrdtType<O> type, O operation) {
    return new ObservedRemoveMap.Update<>(field, type, operation);
  }

  private static Bytes name(RandomGenerator random) {
    return Bytes.utf8("e" + random.nextInt(ELEMENTS));
  }

  private static Bytes value(Turn turn) {
    return Bytes.utf8("by " + turn.session() + ", " + turn.n());
  }
}
