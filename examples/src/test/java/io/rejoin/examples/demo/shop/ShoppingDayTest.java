package io.rejoin.examples.demo.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.data.Baskets;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Checkout;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartOperation.SetQuantity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShoppingDayTest {
  private static final Baskets BASKETS = Baskets.load();

  private final ShoppingDay day = ShoppingDay.plan(BASKETS, BASKETS.size(), 3, 1);

  @Test
  void theSameSeedGivesTheSameDay() {
    assertEquals(day.shoppers(), ShoppingDay.plan(BASKETS, BASKETS.size(), 3, 1).shoppers());
    assertNotEquals(
        day.shoppers(), ShoppingDay.plan(BASKETS, BASKETS.size(), 3, 2).shoppers());
  }

  @Test
  void everyBasketGoesIntoItsCartWhole() {
    for (Shopper shopper : day.shoppers()) {
      int basket = Integer.parseInt(shopper.cart().substring("carts/basket-".length()));
      Set<String> added = new HashSet<>();
      operations(shopper).forEach(operation -> {
        if (operation instanceof Add add) {
          added.add(add.sku());
        }
      });
      assertEquals(new HashSet<>(BASKETS.basket(basket)), added, shopper.cart());
    }
    assertEquals(4627, day.shoppers().stream().map(Shopper::cart).distinct().count());
  }

  @Test
  void shoppersChangeTheirMindsAndMostCheckOut() {
    List<CartOperation> all =
        day.shoppers().stream().flatMap(ShoppingDayTest::operations).toList();
    assertEquals(day.operations(), all.size());
    assertTrue(all.size() > 90_000 && all.size() < 110_000, () -> "operations: " + all.size());
    assertTrue(all.stream().filter(Remove.class::isInstance).count() > 4_000);
    assertTrue(all.stream().filter(SetQuantity.class::isInstance).count() > 3_000);
    assertTrue(all.stream().filter(Checkout.class::isInstance).count() > 2_500);
  }

  @Test
  void visitsAreInTheOrderOfTimeAndWithinTheDay() {
    for (Shopper shopper : day.shoppers()) {
      double before = 0;
      for (Visit visit : shopper.visits()) {
        assertTrue(visit.time() >= before && visit.time() < 1, shopper::toString);
        assertTrue(visit.site() >= 0 && visit.site() < 3, shopper::toString);
        before = visit.time();
      }
    }
  }

  @Test
  void aThirdOfTheShoppersRoam() {
    long roaming = day.shoppers().stream()
        .filter(shopper -> shopper.visits().stream().map(Visit::site).distinct().count() > 1)
        .count();
    assertTrue(roaming > 4627 / 4 && roaming < 4627 / 2, () -> "roaming: " + roaming);
  }

  private static Stream<CartOperation> operations(Shopper shopper) {
    return shopper.visits().stream().flatMap(visit -> visit.operations().stream());
  }
}
