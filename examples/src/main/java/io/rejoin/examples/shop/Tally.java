package io.rejoin.examples.shop;

import io.rejoin.value.Cart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the story has done, kept apart from the shop: what must be in it at the end. */
final class Tally {
  private final Map<String, Map<String, Long>> open = new TreeMap<>();
  private final Map<String, List<Cart.Order>> orders = new TreeMap<>();
  private final Map<String, Long> sold = new TreeMap<>();
  private long pieces;
  private long refused;

  void added(String customer, String sku, long quantity) {
    pieces += quantity;
    lines(customer).merge(sku, quantity, Long::sum);
  }

  /** Somebody took a line out that held so many. */
  void removed(String customer, String sku, long quantity) {
    lines(customer).computeIfPresent(sku, (any, is) -> is == quantity ? null : is - quantity);
  }

  /** Nothing of the order is in the cart any more, whoever else bought it too. */
  void checkedOut(String customer, Checkout outcome) {
    if (outcome instanceof Checkout.Bought bought) {
      orders.computeIfAbsent(customer, any -> new ArrayList<>()).add(bought.order());
      bought.order().lines().forEach((sku, quantity) -> {
        sold.merge(sku, quantity, Long::sum);
        removed(customer, sku, Math.min(quantity, lines(customer).getOrDefault(sku, 0L)));
      });
    } else {
      refused++;
    }
  }

  private Map<String, Long> lines(String customer) {
    return open.computeIfAbsent(customer, any -> new TreeMap<>());
  }

  long pieces() {
    return pieces;
  }

  long refused() {
    return refused;
  }

  long sold() {
    return sold.values().stream().mapToLong(Long::longValue).sum();
  }

  long sold(String sku) {
    return sold.getOrDefault(sku, 0L);
  }

  long orders() {
    return orders.values().stream().mapToLong(List::size).sum();
  }

  /** Customers whose cart at this shop is not what it must be. */
  List<String> wrongCarts(Shop shop) {
    return open.keySet().stream()
        .filter(each -> !shop.cart(each).lines().equals(open.get(each)))
        .toList();
  }

  /** Orders that were answered and are not, or not so, at this shop. */
  List<String> wrongOrders(Shop shop) {
    List<String> wrong = new ArrayList<>();
    orders.forEach((customer, made) -> {
      List<Cart.Order> there = shop.cart(customer).orders();
      made.stream().filter(order -> !there.contains(order)).forEach(order -> wrong.add(order.id()));
    });
    return wrong;
  }
}
