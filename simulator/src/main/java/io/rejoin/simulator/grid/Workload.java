package io.rejoin.simulator.grid;

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
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Purpose;
import java.util.random.RandomGenerator;

/**
 * What clients do: few entries and few elements, so that they meet. The n-th thing that a client
 * does depends on nothing but the seed.
 */
public final class Workload {
  private static final int ELEMENTS = 8;

  private final Draws draws;
  private final int keys;

  /** {@code keys} entries of each type. */
  public Workload(Draws draws, int keys) {
    this.draws = draws;
    this.keys = keys;
  }

  /** The n-th deed of the client at a node. */
  public Deed<?> deed(int node, long n) {
    RandomGenerator random = draws.stream(Purpose.OPERATION, node, n);
    String key = "k" + random.nextInt(keys);
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> Deed.of(ShoppingCart.TYPE, key, cart(random));
      case 3, 4, 5 -> Deed.of(AddWinsSet.TYPE, key, set(random));
      case 6 -> Deed.of(PnCounter.TYPE, key, counter(random));
      case 7 -> Deed.of(LwwRegister.TYPE, key, new LwwRegister.Set(value(node, n)));
      case 8 -> Deed.of(MvRegister.TYPE, key, new MvRegister.Set(value(node, n)));
      case 9 -> Deed.of(ObservedRemoveMap.TYPE, key, map(random, node, n));
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

  private static ObservedRemoveMap.Change map(RandomGenerator random, int node, long n) {
    Bytes field = Bytes.utf8("f" + random.nextInt(3));
    return switch (random.nextInt(5)) {
      case 0 -> new ObservedRemoveMap.Remove(field);
      case 1 -> update(field, PnCounter.TYPE, counter(random));
      case 2 -> update(field, AddWinsSet.TYPE, set(random));
      case 3 -> update(field, LwwRegister.TYPE, new LwwRegister.Set(value(node, n)));
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

  private static Bytes value(int node, long n) {
    return Bytes.utf8("by " + node + ", " + n);
  }
}
