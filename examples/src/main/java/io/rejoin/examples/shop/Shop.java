package io.rejoin.examples.shop;

import io.rejoin.Receipt;
import io.rejoin.crdt.EntryKey;
import io.rejoin.grid.Grid;
import io.rejoin.value.Cart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A shop at one site. Carts, orders and stock are those of all sites; everything here answers at
 * once from what this site has, whoever else can be reached.
 *
 * <p>A checkout takes two steps, as there are no transactions over several keys: it takes the
 * pieces, then it freezes the cart into an order. So an order never has a piece that was not taken
 * for it. If the process ends between the steps, pieces are withheld, and {@link #books} shows it.
 */
public final class Shop {
  private static final String CARTS = "carts";

  private final Grid grid;
  private final Shelf shelf;

  public Shop(Grid grid) {
    this(grid, new EscrowShelf(grid));
  }

  Shop(Grid grid, Shelf shelf) {
    this.grid = grid;
    this.shelf = shelf;
  }

  /** The cart and the orders of a customer. */
  public Cart cart(String customer) {
    return grid.cart(CARTS + "/" + customer);
  }

  /** The cart of somebody who has not said who he is. */
  public Cart guest(String id) {
    return grid.cart("guests/" + id);
  }

  /** Puts what the guest has chosen into the customer's cart; doing so again changes nothing. */
  public Receipt login(String guest, String customer) {
    return cart(customer).merge(guest(guest));
  }

  /** Enters pieces that a supplier has brought to this site, at least one. */
  public void deliver(String sku, long pieces) {
    grid.counter("delivered/" + sku).add(pieces);
    shelf.put(sku, pieces);
  }

  public Shelf shelf() {
    return shelf;
  }

  /** Buys all that is in the cart here and now. */
  public Checkout checkout(String customer, String orderId) {
    return checkout(customer, orderId, cart(customer).lines());
  }

  /**
   * Buys all of these lines or nothing. One at a time, so that a second click waits for the first.
   *
   * <p>Trying again with the same order id is safe: if this site knows of the order, it is the
   * answer, whatever the cart holds by now. A try at another site that has not heard of it takes
   * pieces once more; the order then still has each line once, and the pieces are withheld.
   *
   * @param seen quantity by article, as the customer was shown the cart
   */
  public synchronized Checkout checkout(String customer, String orderId, Map<String, Long> seen) {
    Cart cart = cart(customer);
    Optional<Cart.Order> before = order(cart, orderId);
    if (before.isPresent()) {
      return new Checkout.Bought(before.get(), Optional.empty());
    }
    if (seen.isEmpty() || !cart.lines().equals(seen)) {
      return new Checkout.Changed(cart.lines());
    }
    Map<String, Long> taken = new LinkedHashMap<>();
    List<Checkout.Shortage> missing = take(seen, taken);
    if (!missing.isEmpty()) {
      taken.forEach(shelf::put);
      return new Checkout.OutOfStock(missing);
    }
    Receipt receipt = cart.checkout(orderId, seen);
    if (!receipt.changed()) { // something from another site has come in between
      taken.forEach(shelf::put);
      return new Checkout.Changed(cart.lines());
    }
    return new Checkout.Bought(order(cart, orderId).orElseThrow(), Optional.of(receipt));
  }

  /** Goes on after a shortage, so that a customer hears of all at once, and others are asked. */
  private List<Checkout.Shortage> take(Map<String, Long> lines, Map<String, Long> taken) {
    List<Checkout.Shortage> missing = new ArrayList<>();
    lines.forEach((sku, wanted) -> {
      Shelf.Taking taking = shelf.take(sku, wanted);
      if (taking.done()) {
        taken.put(sku, wanted);
      } else {
        missing.add(new Checkout.Shortage(sku, wanted, taking.here(), taking.known()));
      }
    });
    return missing;
  }

  private static Optional<Cart.Order> order(Cart cart, String id) {
    return cart.orders().stream().filter(order -> order.id().equals(id)).findFirst();
  }

  /** Everybody who has a cart or orders, by name. */
  public List<String> customers() {
    return grid.keys(CARTS).stream()
        .map(EntryKey::key)
        .map(key -> key.utf8().substring(CARTS.length() + 1))
        .toList();
  }

  /** Where the pieces of an article are. Looks at all orders. */
  public Books books(String sku) {
    long ordered = customers().stream()
        .flatMap(customer -> cart(customer).orders().stream())
        .mapToLong(order -> order.lines().getOrDefault(sku, 0L))
        .sum();
    return new Books(sku, grid.counter("delivered/" + sku).value(), shelf.known(sku), ordered);
  }

  /** Puts pieces on this site's shelf that somebody has found to be withheld. */
  public void putBack(String sku, long pieces) {
    shelf.put(sku, pieces);
  }
}
