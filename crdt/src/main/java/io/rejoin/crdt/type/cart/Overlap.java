package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What two orders of a cart both have: the same adds, checked out at two sites that had not heard
 * of each other. Things that were put in twice are no overlap.
 *
 * @param first the id of the one order, before the other's by its bytes
 * @param second the id of the other
 * @param lines SKU to the quantity that is in both
 */
public record Overlap(Bytes first, Bytes second, SortedMap<Bytes, Long> lines) {

  /** All pairs of orders that overlap, sorted. */
  public static List<Overlap> all(View cart) {
    SortedMap<Bytes, Frozen> orders = new TreeMap<>();
    cart.child(ShoppingCart.ORDERS)
        .children()
        .forEach((id, below) -> orders.put(id, Frozen.ofOrder(below)));
    List<Overlap> overlaps = new ArrayList<>();
    orders.forEach((first, one) -> orders.tailMap(first).forEach((second, other) -> {
      SortedMap<Bytes, Long> lines = one.common(other).quantities();
      if (!first.equals(second) && !lines.isEmpty()) {
        overlaps.add(new Overlap(first, second, lines));
      }
    }));
    return List.copyOf(overlaps);
  }
}
