package io.rejoin.examples.shop;

import io.rejoin.Receipt;
import io.rejoin.value.Cart;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a checkout. */
public sealed interface Checkout {

  /** Whether there is an order now. If not, the cart is as it was, and no piece is gone. */
  default boolean isDone() {
    return this instanceof Bought;
  }

  /**
   * There is an order, and its pieces are taken.
   *
   * @param receipt of the order; nothing if it had been made before and this was another try
   */
  record Bought(Cart.Order order, Optional<Receipt> receipt) implements Checkout {}

  /**
   * Some articles are short. If others have them, the site has asked for them meanwhile: trying
   * again a moment later may succeed.
   */
  record OutOfStock(List<Shortage> articles) implements Checkout {

    /** Whether every piece that is missing here is known to be somewhere. */
    public boolean isWorthAnotherTry() {
      return articles.stream().allMatch(article -> article.wanted() <= article.known());
    }
  }

  /**
   * Other lines are in the cart than those that were to be bought.
   *
   * @param lines those that are, quantity by article
   */
  record Changed(Map<String, Long> lines) implements Checkout {}

  /**
   * An article of which there is too little.
   *
   * @param here how many can be had at this site now
   * @param known how many there are at all sites together, as far as is known here
   */
  record Shortage(String sku, long wanted, long here, long known) {}
}
