package io.rejoin.examples.comparison.field;

import io.rejoin.examples.shop.Shop;
import io.rejoin.grid.Grid;
import io.rejoin.value.Cart;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shop of the example: its carts, and its shelves for what there is only so much of. */
final class GridShop implements Shopping {
  private final Shop shop;

  GridShop(Grid grid) {
    shop = new Shop(grid);
  }

  private Cart cart(String place) {
    return shop.cart(Places.name(place));
  }

  @Override
  public void add(String cart, String sku, long quantity) {
    cart(cart).add(sku, quantity);
  }

  @Override
  public void remove(String cart, String sku) {
    cart(cart).remove(sku);
  }

  @Override
  public void checkout(String cart, String order) {
    cart(cart).checkout(order);
  }

  @Override
  public Map<String, Long> lines(String cart) {
    return cart(cart).lines();
  }

  @Override
  public Set<String> orders(String cart) {
    Set<String> ids = new TreeSet<>();
    cart(cart).orders().stream().map(Cart.Order::id).forEach(ids::add);
    return ids;
  }

  @Override
  public void deliver(String sku, long pieces) {
    shop.deliver(Places.name(sku), pieces);
  }

  @Override
  public boolean sellOne(String sku) {
    return shop.shelf().take(Places.name(sku), 1).done();
  }

  @Override
  public long stock(String sku) {
    return shop.shelf().known(Places.name(sku));
  }
}
