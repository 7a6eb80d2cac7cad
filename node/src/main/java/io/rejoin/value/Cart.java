package io.rejoin.value;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A shopping cart that stays usable at every site. Quantities added at several sites add up; a
 * remove takes away what this node has seen, so an item that was added elsewhere at the same time
 * survives, and a removed one never comes back by itself.
 */
public final class Cart extends Handle<Cart.Contents> {

  /**
   * A snapshot, sorted by the bytes of skus and order ids.
   *
   * @param lines quantity by sku
   * @param orders what was checked out
   */
  public record Contents(Map<String, Long> lines, List<Order> orders) {}

  /**
   * A checkout: the lines that the site saw at that moment.
   *
   * @param id the order id that the checkout was given
   * @param lines quantity by sku
   */
  public record Order(String id, Map<String, Long> lines) {}

  public Cart(Place place) {
    super(place);
  }

  /** Puts one more into the cart. */
  public Receipt add(String sku) {
    return add(sku, 1);
  }

  /** Puts so many more into the cart, at least 1. */
  public Receipt add(String sku, long quantity) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.Add(name(sku), quantity));
  }

  /** Takes the line out. */
  public Receipt remove(String sku) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.Remove(name(sku)));
  }

  /** Sets a line to a quantity, at least 0: takes out what is here and adds that many. */
  public Receipt setQuantity(String sku, long quantity) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.SetQuantity(name(sku), quantity));
  }

  /** Takes all lines out; orders stay. */
  public Receipt clear() {
    return apply(ShoppingCart.TYPE, new ShoppingCart.Clear());
  }

  /** Turns the lines that are here into an order; what is added elsewhere meanwhile stays open. */
  public Receipt checkout(String orderId) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.Checkout(name(orderId)));
  }

  /** Quantity by sku, sorted by the bytes of the sku. */
  public Map<String, Long> lines() {
    return lines(ShoppingCart.lines(place().view()));
  }

  /** What was checked out, sorted by order id. */
  public List<Order> orders() {
    return value().orders();
  }

  /** How many of a sku are in the cart. */
  public long quantity(String sku) {
    return ShoppingCart.lines(place().view()).getOrDefault(name(sku), 0L);
  }

  @Override
  protected Contents read(View view) {
    List<Order> orders = new ArrayList<>();
    ShoppingCart.orders(view)
        .forEach((id, order) -> orders.add(new Order(id.utf8(), lines(order.lines()))));
    return new Contents(lines(ShoppingCart.lines(view)), List.copyOf(orders));
  }

  private static Map<String, Long> lines(SortedMap<Bytes, Long> lines) {
    Map<String, Long> result = new LinkedHashMap<>();
    lines.forEach((sku, quantity) -> result.put(sku.utf8(), quantity));
    return Collections.unmodifiableMap(result);
  }
}
