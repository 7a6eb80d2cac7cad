package io.rejoin.examples.comparison.field;

import io.rejoin.grid.Grid;
import io.rejoin.value.Cart;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Carts, and a bounded counter for each stock. */
record GridShop(Grid grid) implements Shopping {
  @Override
  public void add(String cart, String sku, long quantity) {
    grid.cart(cart).add(sku, quantity);
  }

  @Override
  public void remove(String cart, String sku) {
    grid.cart(cart).remove(sku);
  }

  @Override
  public void checkout(String cart, String order) {
    grid.cart(cart).checkout(order);
  }

  @Override
  public Map<String, Long> lines(String cart) {
    return grid.cart(cart).lines();
  }

  @Override
  public Set<String> orders(String cart) {
    Set<String> ids = new TreeSet<>();
    grid.cart(cart).orders().stream().map(Cart.Order::id).forEach(ids::add);
    return ids;
  }

  @Override
  public void deliver(String sku, long pieces) {
    grid.boundedCounter(sku).increment(pieces);
  }

  @Override
  public boolean sellOne(String sku) {
    return grid.boundedCounter(sku).tryDecrement(1).isDone();
  }

  @Override
  public long stock(String sku) {
    return grid.boundedCounter(sku).value();
  }
}
