package io.rejoin.examples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkouts at one site. */
class CheckoutTest {
  private final Grid grid = Grid.start(GridConfig.named("shop"));
  private final Shop shop = new Shop(grid);

  @BeforeEach
  void deliver() {
    shop.deliver("tea", 3);
    shop.deliver("jam", 1);
    shop.cart("ada").add("tea", 2);
    shop.cart("ada").add("jam", 1);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void takesThePiecesAndEmptiesTheCart() {
    Checkout.Bought bought = assertInstanceOf(Checkout.Bought.class, shop.checkout("ada", "o"));
    assertEquals(Map.of("tea", 2L, "jam", 1L), bought.order().lines());
    assertEquals(Map.of(), shop.cart("ada").lines());
    assertEquals(new Books("tea", 3, 1, 2), shop.books("tea"));
  }

  @Test
  void takesNothingIfOneArticleIsShortAndNamesEach() {
    shop.cart("ada").add("tea", 2);
    shop.cart("ada").add("jam", 1);
    shop.cart("ada").add("rice", 1);
    Checkout.OutOfStock missing =
        assertInstanceOf(Checkout.OutOfStock.class, shop.checkout("ada", "o"));
    assertEquals(
        List.of(
            new Checkout.Shortage("jam", 2, 1, 1),
            new Checkout.Shortage("rice", 1, 0, 0),
            new Checkout.Shortage("tea", 4, 3, 3)),
        missing.articles());
    assertFalse(missing.isWorthAnotherTry());
    shop.cart("ada").setQuantity("tea", 1);
    shop.checkout("ada", "o");
    assertEquals(3, shop.shelf().here("tea"), "what was taken beside the short ones is back");
    assertEquals(Map.of("jam", 2L, "rice", 1L, "tea", 1L), shop.cart("ada").lines());
    assertEquals(List.of(), shop.cart("ada").orders());
  }

  @Test
  void triedAgainIsTheSameOrderWhateverIsInTheCart() {
    Checkout first = shop.checkout("ada", "o");
    shop.cart("ada").add("tea", 1);
    Checkout again = shop.checkout("ada", "o");
    assertEquals(new Checkout.Bought(((Checkout.Bought) first).order(), Optional.empty()), again);
    assertEquals(Map.of("tea", 1L), shop.cart("ada").lines());
    assertEquals(1, shop.shelf().here("tea"));
  }

  @Test
  void buysOnlyWhatWasSeen() {
    Map<String, Long> seen = shop.cart("ada").lines();
    shop.cart("ada").add("jam", 1);
    assertEquals(
        new Checkout.Changed(Map.of("jam", 2L, "tea", 2L)), shop.checkout("ada", "o", seen));
    assertEquals(3, shop.shelf().here("tea"));
  }

  @Test
  void ofAnEmptyCartIsNothing() {
    assertEquals(new Checkout.Changed(Map.of()), shop.checkout("bob", "o"));
  }

  @Test
  void givesBackWhatItTookIfTheCartChangesMeanwhile() {
    Shop slow = new Shop(grid, new EscrowShelf(grid) {
      @Override
      public Taking take(String sku, long pieces) {
        shop.cart("ada").add("honey");
        return super.take(sku, pieces);
      }
    });
    assertEquals(
        new Checkout.Changed(Map.of("honey", 2L, "jam", 1L, "tea", 2L)), slow.checkout("ada", "o"));
    assertEquals(3, shop.shelf().here("tea"));
    assertEquals(1, shop.shelf().here("jam"));
  }

  @Test
  void thatEndsBetweenItsStepsWithholdsPiecesUntilTheyArePutBack() {
    Shop dying = new Shop(grid, new EscrowShelf(grid) {
      @Override
      public Taking take(String sku, long pieces) {
        if (sku.equals("tea")) {
          throw new IllegalStateException("power is gone");
        }
        return super.take(sku, pieces);
      }
    });
    assertThrows(IllegalStateException.class, () -> dying.checkout("ada", "o"));
    assertEquals(1, shop.books("jam").withheld());
    assertFalse(shop.checkout("ada", "o").isDone());
    shop.putBack("jam", 1);
    assertEquals(0, shop.books("jam").withheld());
    assertTrue(shop.checkout("ada", "o").isDone());
  }

  @Test
  void aGuestIsMergedOnceAndWhatIsBoughtDoesNotComeBack() {
    shop.guest("17").add("tea", 1);
    shop.login("17", "ada");
    shop.login("17", "ada");
    assertEquals(3, shop.cart("ada").quantity("tea"));
    assertTrue(shop.checkout("ada", "o").isDone());
    shop.login("17", "ada");
    assertEquals(Map.of(), shop.cart("ada").lines());
    assertEquals(List.of("ada"), shop.customers());
  }
}
