package io.rejoin.examples.demo.oracle;

import io.rejoin.examples.demo.shop.CartOperation;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Checkout;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartOperation.SetQuantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A whole cart as one value with the time of its last write: what a plain map would hold. */
record LwwCart(long time, Map<String, Long> lines, Map<String, Map<String, Long>> orders) {
  static final LwwCart EMPTY = new LwwCart(0, Map.of(), Map.of());

  /** Read, change, write back. */
  LwwCart after(List<CartOperation> operations, long now) {
    Map<String, Long> newLines = new TreeMap<>(lines);
    Map<String, Map<String, Long>> newOrders = new TreeMap<>(orders);
    for (CartOperation operation : operations) {
      if (operation instanceof Add add) {
        newLines.merge(add.sku(), (long) add.quantity(), Long::sum);
      } else if (operation instanceof Remove remove) {
        newLines.remove(remove.sku());
      } else if (operation instanceof SetQuantity set) {
        newLines.put(set.sku(), (long) set.quantity());
      } else if (operation instanceof Checkout checkout) {
        newOrders.put(checkout.order(), Map.copyOf(newLines));
        newLines.clear();
      }
    }
    return new LwwCart(now, newLines, newOrders);
  }

  LwwCart latest(LwwCart other) {
    return other.time > time ? other : this;
  }

  Set<String> skus() {
    Set<String> skus = new TreeSet<>(lines.keySet());
    orders.values().forEach(order -> skus.addAll(order.keySet()));
    return skus;
  }
}
