package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart.Add;
import io.rejoin.crdt.type.cart.ShoppingCart.AddCoupon;
import io.rejoin.crdt.type.cart.ShoppingCart.Change;
import io.rejoin.crdt.type.cart.ShoppingCart.Checkout;
import io.rejoin.crdt.type.cart.ShoppingCart.Note;
import io.rejoin.crdt.type.cart.ShoppingCart.Order;
import io.rejoin.crdt.type.cart.ShoppingCart.Remove;
import io.rejoin.crdt.type.cart.ShoppingCart.RemoveCoupon;
import io.rejoin.crdt.type.cart.ShoppingCart.SetQuantity;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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

  public static CheckoutSeen checkout(String order, Map<String, Long> lines) {
    SortedMap<Bytes, Long> seen = new TreeMap<>();
    lines.forEach((sku, quantity) -> seen.put(Bytes.utf8(sku), quantity));
    return new CheckoutSeen(Bytes.utf8(order), seen);
  }

  public static AddCoupon coupon(String code) {
    return new AddCoupon(Bytes.utf8(code));
  }

  public static RemoveCoupon removeCoupon(String code) {
    return new RemoveCoupon(Bytes.utf8(code));
  }

  public static Note note(String sku, String text) {
    return new Note(Bytes.utf8(sku), Bytes.utf8(text));
  }

  /** A guest's cart, by a run of its own. */
  public static State guest(long run, Change... changes) {
    Replica<Change> guest = new Replica<>(ShoppingCart.TYPE, run);
    for (Change change : changes) {
      guest.does(change);
    }
    return guest.state();
  }

  public static CartMerge merge(State guest) {
    return CartMerge.of(guest.root());
  }

  public static Set<String> coupons(State cart) {
    return readable(ShoppingCart.coupons(cart.root()));
  }

  public static Set<String> readable(Set<Bytes> names) {
    Set<String> readable = new TreeSet<>();
    names.forEach(name -> readable.add(name.utf8()));
    return readable;
  }

  public static Map<String, String> notes(State cart) {
    return texts(ShoppingCart.notes(cart.root()));
  }

  public static Map<String, String> texts(Map<Bytes, Bytes> notes) {
    Map<String, String> readable = new TreeMap<>();
    notes.forEach((sku, text) -> readable.put(sku.utf8(), text.utf8()));
    return readable;
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
