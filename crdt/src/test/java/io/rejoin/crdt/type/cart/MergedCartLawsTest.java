package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Specification;
import io.rejoin.crdt.Specification.Effect;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.cart.CartMerge.Copy;
import io.rejoin.crdt.type.cart.ShoppingCart.Add;
import io.rejoin.crdt.type.cart.ShoppingCart.AddCoupon;
import io.rejoin.crdt.type.cart.ShoppingCart.Change;
import io.rejoin.crdt.type.cart.ShoppingCart.Clear;
import io.rejoin.crdt.type.cart.ShoppingCart.Remove;
import io.rejoin.crdt.type.cart.ShoppingCart.RemoveCoupon;
import io.rejoin.crdt.type.cart.ShoppingCart.SetQuantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Carts into which guests' carts are merged, in any order and more than once. */
class MergedCartLawsTest extends CrdtLaws<Change> {
  private static final List<State> GUESTS = List.of(
      Carts.guest(91, Carts.add("s0", 1), Carts.coupon("c0")),
      Carts.guest(91, Carts.add("s0", 1), Carts.coupon("c0"), Carts.add("s1", 10)),
      Carts.guest(92, Carts.add("s1", 100), Carts.add("s1", 200), Carts.coupon("c1")));

  @Override
  protected CrdtType<Change> type() {
    return ShoppingCart.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    String sku = "s" + random.nextInt(2);
    String code = "c" + random.nextInt(2);
    return switch (random.nextInt(12)) {
      case 0 -> new Clear();
      case 1, 2 -> Carts.remove(sku);
      case 3 -> Carts.set(sku, 1_000);
      case 4 -> Carts.coupon(code);
      case 5 -> Carts.removeCoupon(code);
      case 6, 7 -> Carts.add(sku, 10_000);
      default -> Carts.merge(GUESTS.get(random.nextInt(GUESTS.size())));
    };
  }

  private static Effect effect(Event<Change> event) {
    Change change = event.operation();
    if (change instanceof Add add) {
      return Effect.puts(event, "" + add.quantity(), "line", add.sku().utf8());
    }
    if (change instanceof SetQuantity set) {
      return Effect.replaces(event, "" + set.quantity(), "line", set.sku().utf8());
    }
    if (change instanceof AddCoupon coupon) {
      return Effect.replaces(event, "", "coupon", coupon.code().utf8());
    }
    if (change instanceof Remove remove) {
      return Effect.takes("line", remove.sku().utf8());
    }
    if (change instanceof RemoveCoupon coupon) {
      return Effect.takes("coupon", coupon.code().utf8());
    }
    return change instanceof Clear
        ? Effect.takes()
        : new Effect(Optional.empty(), Optional.empty());
  }

  private static List<String> place(Copy copy) {
    String section = copy.section() == CartSection.LINES ? "line" : "coupon";
    return List.of(section, copy.name().utf8());
  }

  /** A guest's item is in unless something that was heard took it after having seen it merged. */
  private static Set<Copy> copies(History<Change> history, List<Event<Change>> heard) {
    Set<Copy> in = new HashSet<>();
    for (Event<Change> event : heard) {
      if (event.operation() instanceof CartMerge merge) {
        merge.copies().stream()
            .filter(copy -> heard.stream().noneMatch(other -> takes(history, other, copy)))
            .forEach(in::add);
      }
    }
    return in;
  }

  private static boolean takes(History<Change> history, Event<Change> event, Copy copy) {
    boolean aims = effect(event)
        .removes()
        .filter(place -> place.isEmpty() || place.equals(place(copy)))
        .isPresent();
    return aims
        && history.events().stream()
            .filter(other -> event.heard().get(other.id()))
            .anyMatch(other ->
                other.operation() instanceof CartMerge merge && merge.copies().contains(copy));
  }

  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    Map<String, Long> lines = new TreeMap<>();
    Set<String> coupons = new TreeSet<>();
    Specification.live(heard, MergedCartLawsTest::effect).forEach(own -> {
      if (own.place().get(0).equals("line")) {
        lines.merge(own.place().get(1), Long.valueOf(own.value()), Long::sum);
      } else {
        coupons.add(own.place().get(1));
      }
    });
    for (Copy copy : copies(history, heard)) {
      if (copy.section() == CartSection.LINES) {
        lines.merge(copy.name().utf8(), Frozen.quantity(copy.value()), Long::sum);
      } else {
        coupons.add(copy.name().utf8());
      }
    }
    return List.of(lines, coupons);
  }

  @Override
  protected Object actual(State state) {
    return List.of(Carts.lines(state), Carts.coupons(state));
  }
}
