package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Specification;
import io.rejoin.crdt.Specification.Contribution;
import io.rejoin.crdt.Specification.Effect;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.cart.ShoppingCart.Add;
import io.rejoin.crdt.type.cart.ShoppingCart.Change;
import io.rejoin.crdt.type.cart.ShoppingCart.Checkout;
import io.rejoin.crdt.type.cart.ShoppingCart.Clear;
import io.rejoin.crdt.type.cart.ShoppingCart.Remove;
import io.rejoin.crdt.type.cart.ShoppingCart.SetQuantity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class ShoppingCartLawsTest extends CrdtLaws<Change> {

  @Override
  protected CrdtType<Change> type() {
    return ShoppingCart.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    String sku = "s" + random.nextInt(5);
    return switch (random.nextInt(12)) {
      case 0 -> new Clear();
      case 1, 2 -> Carts.checkout("o" + random.nextInt(3));
      case 3, 4 -> Carts.remove(sku);
      case 5, 6 -> Carts.set(sku, random.nextInt(4));
      default -> Carts.add(sku, 1 + random.nextInt(4));
    };
  }

  private static Effect effect(Event<Change> event) {
    Change change = event.operation();
    if (change instanceof Add add) {
      return Effect.puts(event, "" + add.quantity(), add.sku().utf8());
    }
    if (change instanceof SetQuantity set && set.quantity() > 0) {
      return Effect.replaces(event, "" + set.quantity(), set.sku().utf8());
    }
    if (change instanceof SetQuantity set) {
      return Effect.takes(set.sku().utf8());
    }
    return change instanceof Remove remove ? Effect.takes(remove.sku().utf8()) : Effect.takes();
  }

  private static Map<String, Long> sum(Collection<Contribution> adds) {
    Map<String, Long> lines = new TreeMap<>();
    adds.forEach(add -> lines.merge(add.place().get(0), Long.valueOf(add.value()), Long::sum));
    return lines;
  }

  /** An order holds what was open wherever it was checked out, every add once. */
  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    Map<String, Map<Integer, Contribution>> orders = new TreeMap<>();
    for (Event<Change> event : heard) {
      if (event.operation() instanceof Checkout checkout) {
        List<Event<Change>> known = history.events().stream()
            .filter(other -> event.heard().get(other.id()))
            .toList();
        for (Contribution add : Specification.live(known, ShoppingCartLawsTest::effect)) {
          orders
              .computeIfAbsent(checkout.orderId().utf8(), id -> new TreeMap<>())
              .put(add.event(), add);
        }
      }
    }
    Map<String, Object> cart = new TreeMap<>();
    orders.forEach((id, adds) -> cart.put(id, sum(adds.values())));
    cart.put("open", sum(Specification.live(heard, ShoppingCartLawsTest::effect)));
    return cart;
  }

  @Override
  protected Object actual(State state) {
    Map<String, Object> cart = new TreeMap<>();
    ShoppingCart.orders(state)
        .forEach((id, order) -> cart.put(id.utf8(), Carts.readable(order.lines())));
    cart.put("open", Carts.lines(state));
    return cart;
  }
}
