package io.rejoin.grid;

import io.rejoin.Confirmation;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.value.Cart;
import java.time.Duration;

/** The examples of the README, between markers: a test compares the texts. */
final class ReadmeExample {
  private ReadmeExample() {}

  static Confirmation twoNodes() {
    // README two-nodes
    GridConfig shop = GridConfig.named("shop").listen("127.0.0.1:0");
    try (Grid berlin = Grid.start(shop.site("berlin"));
        Grid lagos = Grid.start(shop.site("lagos").seeds(berlin.address().orElseThrow()))) {
      Receipt receipt = lagos.cart("carts/alice").add("sku-42", 2);
      Confirmation seen = receipt.await(Level.copies(2), Duration.ofSeconds(10));
      System.out.println(seen + ", berlin sees " + berlin.cart("carts/alice").lines());
      // README end
      return seen;
    }
  }

  static void cart(Grid grid) {
    // README cart
    Cart guest = grid.cart("guests/4711");
    guest.add("sku-42", 2); // local: acts at once, also when this site is cut off
    guest.addCoupon("WELCOME");

    Cart cart = grid.cart("carts/alice");
    cart.add("sku-7");
    cart.merge(guest); // at login; twice is once
    cart.setQuantity("sku-42", 3);
    cart.note("sku-42", "as a gift");
    cart.onChange(change -> System.out.println(change.before() + " became " + change.after()));

    Receipt receipt = cart.checkout("order-1"); // freezes what is seen; later adds stay open
    Confirmation seen = receipt.await(Level.copies(2), Duration.ofSeconds(2));
    System.out.println(seen); // never throws for time: stored here, 1 of 2 confirmed
    System.out.println(cart.orders());
    // README end
  }
}
