package io.rejoin.examples.shop;

import io.rejoin.Receipt;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.value.Cart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was done in the shop, kept apart from it, and what must have come of it. */
final class ShopLog {
  private record Add(String customer, String sku, long quantity) {}

  private record Order(String customer, String id, Set<Dot> bought) {}

  private final Map<Dot, Add> adds = new TreeMap<>();
  private final Set<Dot> removed = new HashSet<>();
  private final List<Order> orders = new ArrayList<>();
  private final Map<String, Long> delivered = new TreeMap<>();
  private final Map<String, Long> sold = new TreeMap<>();
  private final Map<String, Long> off = new TreeMap<>();

  void delivered(String sku, long pieces) {
    delivered.merge(sku, pieces, Long::sum);
  }

  /** Pieces left a shelf, or with a minus came back to it. */
  void taken(String sku, long pieces) {
    off.merge(sku, pieces, Long::sum);
  }

  void added(String customer, String sku, long quantity, Receipt receipt) {
    receipt.written().forEach(dot -> adds.put(dot, new Add(customer, sku, quantity)));
    removed(receipt);
  }

  void removed(Receipt receipt) {
    removed.addAll(receipt.removed());
  }

  void bought(String customer, Checkout.Bought bought) {
    bought.receipt().ifPresent(receipt -> {
      removed(receipt);
      orders.add(new Order(customer, bought.order().id(), Set.copyOf(receipt.removed())));
      bought.order().lines().forEach((sku, pieces) -> sold.merge(sku, pieces, Long::sum));
    });
  }

  Set<String> customers() {
    Set<String> customers = new TreeSet<>();
    adds.values().forEach(add -> customers.add(add.customer()));
    return customers;
  }

  /** No more is sold of anything than was delivered. */
  boolean isNothingOversold() {
    return sold.entrySet().stream()
        .allMatch(each -> each.getValue() <= delivered.getOrDefault(each.getKey(), 0L));
  }

  /** Every add is in the cart, or somebody took it out or bought it who had seen it. */
  Map<String, Long> lines(String customer) {
    Set<Dot> open = new HashSet<>(adds.keySet());
    open.removeAll(removed);
    return lines(customer, open);
  }

  private Map<String, Long> lines(String customer, Set<Dot> dots) {
    Map<String, Long> lines = new TreeMap<>();
    adds.forEach((dot, add) -> {
      if (add.customer().equals(customer) && dots.contains(dot)) {
        lines.merge(add.sku(), add.quantity(), Long::sum);
      }
    });
    return lines;
  }

  /** Each order with the adds that its checkout took out of the cart. */
  Map<String, Map<String, Long>> orders(String customer) {
    Map<String, Map<String, Long>> lines = new TreeMap<>();
    orders.stream()
        .filter(order -> order.customer().equals(customer))
        .forEach(order -> lines.put(order.id(), lines(customer, order.bought())));
    return lines;
  }

  /** Pairs of orders that took the same adds. */
  Set<Cart.Overlap> overlaps(String customer) {
    Set<Cart.Overlap> overlaps = new HashSet<>();
    for (Order one : orders) {
      for (Order other : orders) {
        Set<Dot> both = new HashSet<>(one.bought());
        both.retainAll(other.bought());
        if (one.customer().equals(customer)
            && one.id().compareTo(other.id()) < 0
            && !both.isEmpty()) {
          overlaps.add(new Cart.Overlap(one.id(), other.id(), lines(customer, both)));
        }
      }
    }
    return overlaps;
  }

  Books books(String sku) {
    long all = delivered.getOrDefault(sku, 0L);
    return new Books(
        sku, all, all - off.getOrDefault(sku, 0L), sold.getOrDefault(sku, 0L));
  }
}
