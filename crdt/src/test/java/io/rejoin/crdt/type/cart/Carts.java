package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart.Add;
import io.rejoin.crdt.type.cart.ShoppingCart.Checkout;
import io.rejoin.crdt.type.cart.ShoppingCart.Order;
import io.rejoin.crdt.type.cart.ShoppingCart.Remove;
import io.rejoin.crdt.type.cart.ShoppingCart.SetQuantity;
import java.util.Map;
import java.util.TreeMap;

/** Carts with names that people can read. */
public final class Carts {
  private Carts() {}

  public static Add add(String sku, long quantity) {
    return new Add(Bytes.utf8(sku), quantity);
  }

  public static Remove remove(String sku) {
    return new Remove(Bytes.utf8(sku));
  }

  public static SetQuantity set(String sku, long quantity) {
    return new SetQuantity(Bytes.utf8(sku), quantity);
  }

  public static Checkout checkout(String order) {
    return new Checkout(Bytes.utf8(order));
  }

  public static Map<String, Long> lines(State cart) {
    return readable(ShoppingCart.lines(cart));
  }

  public static Order orderOf(State cart, String id) {
    return ShoppingCart.order(cart, Bytes.utf8(id)).orElseThrow();
  }

  public static Map<String, Long> order(State cart, String id) {
    return readable(orderOf(cart, id).lines());
  }

  public static Map<String, Long> readable(Map<Bytes, Long> lines) {
    Map<String, Long> readable = new TreeMap<>();
    lines.forEach((sku, quantity) -> readable.put(sku.utf8(), quantity));
    return readable;
  }
}
