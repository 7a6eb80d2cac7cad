package io.rejoin.examples.comparison.field;

import java.util.Map;
import java.util.Set;

/** Carts, and pieces of which there are only so many. */
interface Shopping {
  void add(String cart, String sku, long quantity);

  void remove(String cart, String sku);

  /** Turns what is in the cart into an order. */
  void checkout(String cart, String order);

  Map<String, Long> lines(String cart);

  /** The ids of the orders. */
  Set<String> orders(String cart);

  void deliver(String sku, long pieces);

  /** Whether it could be sold. */
  boolean sellOne(String sku);

  long stock(String sku);
}
