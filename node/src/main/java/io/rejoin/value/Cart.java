package io.rejoin.value;

import io.rejoin.Handle;
import io.rejoin.Place;
import io.rejoin.Receipt;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.CartMerge;
import io.rejoin.crdt.type.cart.CheckoutSeen;
import io.rejoin.crdt.type.cart.ShoppingCart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A shopping cart that stays usable at every site. Quantities added at several sites add up; a
 * remove takes away what this node has seen, so an item that was added elsewhere at the same time
 * survives, and a removed one never comes back by itself.
 *
 * <pre>{@code
 * Cart guest = grid.cart("guests/4711");
 * guest.add("sku-42", 2); // local: acts at once, also when this site is cut off
 * guest.addCoupon("WELCOME");
 *
 * Cart cart = grid.cart("carts/alice");
 * cart.add("sku-7");
 * cart.merge(guest); // at login; twice is once
 * cart.setQuantity("sku-42", 3);
 * cart.note("sku-42", "as a gift");
 * cart.onChange(change -> System.out.println(change.before() + " became " + change.after()));
 *
 * Receipt receipt = cart.checkout("order-1"); // freezes what is seen; later adds stay open
 * Confirmation seen = receipt.await(Level.copies(2), Duration.ofSeconds(2));
 * System.out.println(seen); // never throws for time: stored here, 1 of 2 confirmed
 * System.out.println(cart.orders());
 * }</pre>
 */
public final class Cart extends Handle<Cart.Contents> {

  /**
   * A snapshot, sorted by the bytes of skus, codes and order ids.
   *
   * @param lines quantity by sku
   * @param coupons codes
   * @param notes note by sku, of open lines
   * @param orders what was checked out
   */
  public record Contents(
      Map<String, Long> lines,
      List<String> coupons,
      Map<String, String> notes,
      List<Order> orders) {}

  /**
   * A checkout: the lines that the site saw at that moment.
   *
   * @param id the order id that the checkout was given
   * @param lines quantity by sku
   * @param coupons codes
   * @param notes note by sku
   */
  public record Order(
      String id, Map<String, Long> lines, List<String> coupons, Map<String, String> notes) {}

  /**
   * Two orders that have the same adds.
   *
   * @param first the id of the one order
   * @param second the id of the other
   * @param lines by sku the quantity that is in both
   */
  public record Overlap(String first, String second, Map<String, Long> lines) {}

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

  /** Enters a coupon code; a code is there once, however often it is entered. */
  public Receipt addCoupon(String code) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.AddCoupon(name(code)));
  }

  /** Takes a coupon code out. */
  public Receipt removeCoupon(String code) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.RemoveCoupon(name(code)));
  }

  /** Writes the note of an open line; an empty one takes it away. Of two the later one stays. */
  public Receipt note(String sku, String text) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.Note(name(sku), name(text)));
  }

  /**
   * Takes over what is open in another cart, such as a guest's at login: lines, coupons and notes.
   * Doing it again, or at two sites at once, brings only what is new; what was removed here since
   * stays out. The other cart stays as it is.
   *
   * @throws IllegalArgumentException if it is this very cart
   */
  public Receipt merge(Cart other) {
    if (other.place().equals(place())) {
      throw new IllegalArgumentException("a cart cannot be merged into itself");
    }
    return apply(ShoppingCart.TYPE, CartMerge.of(other.place().view()));
  }

  /** Takes all lines, coupons and notes out; orders stay. */
  public Receipt clear() {
    return apply(ShoppingCart.TYPE, new ShoppingCart.Clear());
  }

  /** Turns the lines that are here into an order; what is added elsewhere meanwhile stays open. */
  public Receipt checkout(String orderId) {
    return apply(ShoppingCart.TYPE, new ShoppingCart.Checkout(name(orderId)));
  }

  /**
   * The same, if the open lines are just these: what somebody was shown, or took from stock. If
   * they are others by now, nothing changes, see {@link Receipt#changed}.
   *
   * @param lines quantity by sku, each at least 1
   */
  public Receipt checkout(String orderId, Map<String, Long> lines) {
    SortedMap<Bytes, Long> seen = new TreeMap<>();
    lines.forEach((sku, quantity) -> seen.put(name(sku), quantity));
    return apply(ShoppingCart.TYPE, new CheckoutSeen(name(orderId), seen));
  }

  /**
   * What was bought twice, because the same cart was checked out at two sites that had not heard of
   * each other: pairs of orders, sorted by id. Both orders stay; somebody must decide.
   */
  public List<Overlap> overlaps() {
    return io.rejoin.crdt.type.cart.Overlap.all(place().view()).stream()
        .map(both ->
            new Overlap(both.first().utf8(), both.second().utf8(), lines(both.lines())))
        .toList();
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
    return ShoppingCart.quantity(place().view(), name(sku));
  }

  /** The coupon codes, sorted by their bytes. */
  public List<String> coupons() {
    return texts(ShoppingCart.coupons(place().view()));
  }

  /** The notes of open lines, by sku. */
  public Map<String, String> notes() {
    return notes(ShoppingCart.notes(place().view()));
  }

  @Override
  protected Contents read(View view) {
    List<Order> orders = new ArrayList<>();
    ShoppingCart.orders(view)
        .forEach((id, order) -> orders.add(new Order(
            id.utf8(), lines(order.lines()), texts(order.coupons()), notes(order.notes()))));
    return new Contents(
        lines(ShoppingCart.lines(view)),
        texts(ShoppingCart.coupons(view)),
        notes(ShoppingCart.notes(view)),
        List.copyOf(orders));
  }

  private static Map<String, Long> lines(SortedMap<Bytes, Long> lines) {
    Map<String, Long> result = new LinkedHashMap<>();
    lines.forEach((sku, quantity) -> result.put(sku.utf8(), quantity));
    return Collections.unmodifiableMap(result);
  }

  private static List<String> texts(SortedSet<Bytes> names) {
    return names.stream().map(Bytes::utf8).toList();
  }

  private static Map<String, String> notes(SortedMap<Bytes, Bytes> notes) {
    Map<String, String> result = new LinkedHashMap<>();
    notes.forEach((sku, text) -> result.put(sku.utf8(), text.utf8()));
    return Collections.unmodifiableMap(result);
  }
}
