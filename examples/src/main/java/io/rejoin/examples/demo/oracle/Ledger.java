package io.rejoin.examples.demo.oracle;

import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartView;
import io.rejoin.examples.demo.shop.Journal;
import io.rejoin.examples.demo.shop.Journal.Outcome;
import io.rejoin.examples.demo.shop.Journal.Visited;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The right outcome of all carts, and what is wrong with a cart that a node shows. */
public final class Ledger {
  private final Map<String, CartLedger> carts = new LinkedHashMap<>();

  /** Reads the log. */
  public static Ledger of(List<Journal.Event> events) {
    Ledger ledger = new Ledger();
    for (Journal.Event event : events) {
      if (event instanceof Visited visited) {
        ledger.record(visited);
      }
    }
    return ledger;
  }

  private void record(Visited visited) {
    CartLedger cart = carts.computeIfAbsent(visited.shopper().cart(), key -> new CartLedger());
    for (Applied applied : visited.done()) {
      if (visited.outcome() == Outcome.OK) {
        cart.record(applied);
      } else {
        cart.recordUnknown(applied);
      }
    }
  }

  public Set<String> carts() {
    return carts.keySet();
  }

  /** Compares a cart with what a node shows at the end. */
  public Findings compare(String cart, CartView view) {
    return new Comparison(cart, carts.getOrDefault(cart, new CartLedger()), view).findings();
  }

  /** Skus that the cart holds for certain, in open lines or orders. */
  public Set<String> certainSkus(String cart) {
    return carts.getOrDefault(cart, new CartLedger()).certainSkus();
  }

  /** Skus that the cart may hold, given the operations whose outcome is not known. */
  public Set<String> possibleSkus(String cart) {
    return carts.getOrDefault(cart, new CartLedger()).possibleSkus();
  }
}
