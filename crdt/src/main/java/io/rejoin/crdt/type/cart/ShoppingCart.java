package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.Catalogue;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.counter.Sum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A shopping cart: open lines (SKU to quantity) with a note each, coupon codes, and the orders that
 * were made of them.
 *
 * <p>Every add is an item of its own under {@code [1][sku]}, never coalesced, and a line's quantity
 * is their sum. A remove takes exactly the adds that it saw, so a concurrent add survives and what
 * was removed never comes back. Checkout takes what it saw of lines, coupons and notes and freezes
 * it into one item under {@code [2][order id]}; what it did not see stays open. Coupons lie under
 * {@code [3][code]}, notes under {@code [4][sku]}; what came from other carts lies under {@code
 * [5]}, see {@link CartMerge}.
 *
 * <p>What cannot happen here, and did elsewhere: a removed item that reappears, as in the merge of
 * cart versions by union (DeCandia et al., "Dynamo: Amazon's highly available key-value store",
 * SOSP 2007, section 4.4); an add that is lost because another site wrote later (last writer wins
 * on the cart as a whole); a guest's items that count twice because a login was tried again.
 *
 * <table>
 * <caption>Operations that did not see each other</caption>
 * <tr><th>here</th><th>there</th><th>outcome</th></tr>
 * <tr><td>add 1 tea</td><td>add 2 tea</td><td>3 tea</td></tr>
 * <tr><td>remove tea</td><td>add 1 tea</td><td>1 tea</td></tr>
 * <tr><td>remove tea</td><td>remove tea</td><td>no tea</td></tr>
 * <tr><td>set tea to 5</td><td>add 1 tea</td><td>6 tea</td></tr>
 * <tr><td>set tea to 5</td><td>set tea to 2</td><td>7 tea: both are adds</td></tr>
 * <tr><td>set tea to 5</td><td>remove tea</td><td>5 tea</td></tr>
 * <tr><td>clear</td><td>add 1 tea</td><td>1 tea and nothing else</td></tr>
 * <tr><td>check out</td><td>add 1 tea</td><td>the order as seen, 1 tea open</td></tr>
 * <tr><td>check out</td><td>remove tea</td><td>the order as seen, nothing open</td></tr>
 * <tr><td>check out</td><td>set tea to 5</td><td>the order as seen, 5 tea open</td></tr>
 * <tr><td>check out as o</td><td>check out as o</td><td>one order, every add in it once</td></tr>
 * <tr><td>check out as o</td><td>check out as p</td><td>two orders; adds in both show as {@link
 *     Order#frozen} in both, and as an {@link Overlap}</td></tr>
 * <tr><td>coupon c</td><td>coupon c</td><td>c once</td></tr>
 * <tr><td>remove coupon c</td><td>coupon c again</td><td>c</td></tr>
 * <tr><td>check out</td><td>coupon c</td><td>the order without c, c for the next one</td></tr>
 * <tr><td>note x on tea</td><td>note y on tea</td><td>the later one</td></tr>
 * <tr><td>remove tea</td><td>note x on tea</td><td>no tea and no note, also when tea is added
 *     later</td></tr>
 * <tr><td>merge a guest's cart</td><td>merge the same cart</td><td>every add of it once</td></tr>
 * <tr><td>merge it, remove tea</td><td>merge it</td><td>no tea: the removal saw that add</td></tr>
 * <tr><td>remove tea</td><td>merge a cart with tea</td><td>the guest's tea</td></tr>
 * </table>
 */
public final class ShoppingCart implements CrdtType<ShoppingCart.Change> {
  public static final ShoppingCart TYPE = new ShoppingCart();
  public static final int MAX_NAME = Path.MAX_COMPONENT;

  /** Bytes of a note. */
  public static final int MAX_NOTE = 64 * 1024;

  static final Bytes ORDERS = Bytes.wrap(new byte[] {2});

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int SET_QUANTITY = 3;
  private static final int CLEAR = 4;
  private static final int CHECKOUT = 5;
  private static final int ADD_COUPON = 6;
  private static final int REMOVE_COUPON = 7;
  private static final int NOTE = 8;
  static final int MERGE = 9;

  /** The operations of this type. */
  public sealed interface Change extends Operation
      permits Add, Remove, SetQuantity, Clear, Checkout, CheckoutSeen, AddCoupon, RemoveCoupon,
          Note, CartMerge {}

  /** Adds to a line. */
  public record Add(Bytes sku, long quantity) implements Change {
    public Add {
      checkName(sku);
      if (quantity < 1) {
        throw new IllegalArgumentException("quantity " + quantity + ", at least 1 is needed");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(ADD).bytes(sku).varint(quantity);
    }
  }

  /** Removes a line and its note; changes nothing if it is not there. */
  public record Remove(Bytes sku) implements Change {
    public Remove {
      checkName(sku);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE).bytes(sku);
    }
  }

  /** Removes what is seen of a line, and adds a quantity unless it is 0. */
  public record SetQuantity(Bytes sku, long quantity) implements Change {
    public SetQuantity {
      checkName(sku);
      if (quantity < 0) {
        throw new IllegalArgumentException("quantity " + quantity + ", at least 0 is needed");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(SET_QUANTITY).bytes(sku).varint(quantity);
    }
  }

  /** Removes all open lines, coupons and notes; orders stay. */
  public record Clear() implements Change {
    @Override
    public void write(ByteWriter out) {
      out.u8(CLEAR);
    }
  }

  /**
   * Freezes the open lines, coupons and notes into an order. Changes nothing if there are no lines,
   * so trying again is safe; lines that were opened since are added to the order of the same id.
   */
  public record Checkout(Bytes orderId) implements Change {
    public Checkout {
      checkName(orderId);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(CHECKOUT).bytes(orderId);
    }
  }

  /** Enters a coupon code; a code is there once, however often it is entered. */
  public record AddCoupon(Bytes code) implements Change {
    public AddCoupon {
      checkName(code);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(ADD_COUPON).bytes(code);
    }
  }

  /** Takes a coupon code out; changes nothing if it is not there. */
  public record RemoveCoupon(Bytes code) implements Change {
    public RemoveCoupon {
      checkName(code);
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(REMOVE_COUPON).bytes(code);
    }
  }

  /**
   * Writes the note of an open line in place of what is seen of it; an empty one only takes away.
   * Changes nothing if the line is not there.
   */
  public record Note(Bytes sku, Bytes text) implements Change {
    public Note {
      checkName(sku);
      if (text.length() > MAX_NOTE) {
        throw new IllegalArgumentException(
            text.length() + " bytes in a note, at most " + MAX_NOTE + " are allowed");
      }
    }

    @Override
    public void write(ByteWriter out) {
      out.u8(NOTE).bytes(sku).bytes(text);
    }
  }

  /**
   * An order.
   *
   * @param lines SKU to quantity
   * @param coupons the codes
   * @param notes SKU to note
   * @param frozen the adds that it was made from; two orders that share one were made concurrently
   * @param dots the checkouts that made it
   */
  public record Order(
      Bytes id,
      SortedMap<Bytes, Long> lines,
      SortedSet<Bytes> coupons,
      SortedMap<Bytes, Bytes> notes,
      List<Dot> frozen,
      List<Dot> dots) {}

  private ShoppingCart() {}

  static void checkName(Bytes name) {
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          name.length() + " bytes in a name, at most " + MAX_NAME + " are allowed");
    }
  }

  @Override
  public int id() {
    return 6;
  }

  @Override
  public String name() {
    return "cart";
  }

  @Override
  public void apply(Slot slot, Change change) {
    CartEdit cart = new CartEdit(slot);
    if (change instanceof Add add) {
      add(cart, add.sku(), add.quantity());
    } else if (change instanceof Remove remove) {
      removeLine(cart, remove.sku());
    } else if (change instanceof SetQuantity set) {
      set(cart, set.sku(), set.quantity());
    } else if (change instanceof Clear) {
      cart.removeEverything();
    } else if (change instanceof Checkout checkout) {
      checkout(cart, slot.child(ORDERS).child(checkout.orderId()));
    } else if (change instanceof CheckoutSeen seen && seen.isAll(cart.seen())) {
      checkout(cart, slot.child(ORDERS).child(seen.orderId()));
    } else if (change instanceof AddCoupon coupon) {
      cart.remove(CartSection.COUPONS, coupon.code());
      cart.put(CartSection.COUPONS, coupon.code(), Bytes.EMPTY);
    } else if (change instanceof RemoveCoupon coupon) {
      cart.remove(CartSection.COUPONS, coupon.code());
    } else if (change instanceof Note note) {
      CartNotes.write(cart, slot, note);
    } else if (change instanceof CartMerge merge) {
      cart.merge(merge);
    }
    cart.end();
  }

  /** A line that is opened does not inherit the note of an earlier one. */
  private static void add(CartEdit cart, Bytes sku, long quantity) {
    if (CartSection.LINES.read(cart.seen(), sku).isEmpty()) {
      cart.remove(CartSection.NOTES, sku);
    }
    cart.put(CartSection.LINES, sku, new ByteWriter().varint(quantity).toBytes());
  }

  private static void removeLine(CartEdit cart, Bytes sku) {
    cart.remove(CartSection.LINES, sku);
    cart.remove(CartSection.NOTES, sku);
  }

  private static void set(CartEdit cart, Bytes sku, long quantity) {
    if (quantity == 0) {
      removeLine(cart, sku);
    } else {
      cart.remove(CartSection.LINES, sku);
      add(cart, sku, quantity);
    }
  }

  private static void checkout(CartEdit cart, Slot order) {
    Frozen open = Frozen.open(cart.seen());
    if (!open.adds().isEmpty()) {
      order.put(open.toBytes());
      cart.removeEverything();
    }
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind >= ADD && kind <= CheckoutSeen.KIND, "unknown operation of a cart");
    if (kind == CLEAR) {
      return new Clear();
    }
    if (kind == MERGE) {
      return CartMerge.read(in);
    }
    Bytes name = in.bytes(MAX_NAME);
    return switch (kind) {
      case ADD -> {
        long quantity = in.varint(Long.MAX_VALUE);
        in.check(quantity >= 1, "quantity of 0");
        yield new Add(name, quantity);
      }
      case SET_QUANTITY -> new SetQuantity(name, in.varint(Long.MAX_VALUE));
      case REMOVE -> new Remove(name);
      case ADD_COUPON -> new AddCoupon(name);
      case REMOVE_COUPON -> new RemoveCoupon(name);
      case NOTE -> new Note(name, in.bytes(MAX_NOTE));
      case CheckoutSeen.KIND -> CheckoutSeen.read(name, in);
      default -> new Checkout(name);
    };
  }

  public static SortedMap<Bytes, Long> lines(State state) {
    return lines(state.root());
  }

  /** The open lines: SKU to quantity, sorted by the SKU's bytes. */
  public static SortedMap<Bytes, Long> lines(View view) {
    return Frozen.lines(view).quantities();
  }

  /** The quantity of a line, 0 if it is not open. */
  public static long quantity(View view, Bytes sku) {
    long quantity = 0;
    for (Bytes add : CartSection.LINES.read(view, sku).values()) {
      quantity = Sum.of(quantity, Frozen.quantity(add));
    }
    return quantity;
  }

  public static SortedMap<Bytes, List<Dot>> lineDots(State state) {
    return lineDots(state.root());
  }

  /** The adds that make up each open line, by dot. */
  public static SortedMap<Bytes, List<Dot>> lineDots(View view) {
    SortedMap<Bytes, List<Dot>> dots = new TreeMap<>();
    Frozen.lines(view).adds().forEach((sku, adds) -> dots.put(sku, List.copyOf(adds.keySet())));
    return Collections.unmodifiableSortedMap(dots);
  }

  /** The coupon codes, sorted by their bytes. */
  public static SortedSet<Bytes> coupons(View view) {
    return Collections.unmodifiableSortedSet(
        new TreeSet<>(CartSection.COUPONS.read(view).keySet()));
  }

  /** The notes of open lines: SKU to text, sorted by the SKU's bytes. */
  public static SortedMap<Bytes, Bytes> notes(View view) {
    return CartNotes.read(view, lines(view).keySet());
  }

  public static SortedMap<Bytes, Order> orders(State state) {
    return orders(state.root());
  }

  /** The orders by id. */
  public static SortedMap<Bytes, Order> orders(View view) {
    SortedMap<Bytes, Order> orders = new TreeMap<>();
    view.child(ORDERS).children().forEach((id, below) -> orders.put(id, made(id, below)));
    return Collections.unmodifiableSortedMap(orders);
  }

  public static Optional<Order> order(State state, Bytes id) {
    return order(state.root(), id);
  }

  public static Optional<Order> order(View view, Bytes id) {
    View below = view.child(ORDERS).child(id);
    return below.isEmpty() ? Optional.empty() : Optional.of(made(id, below));
  }

  private static Order made(Bytes id, View view) {
    Frozen frozen = Frozen.nothing();
    List<Dot> dots = new ArrayList<>();
    for (Item checkout : view.items()) {
      frozen.include(checkout.value());
      dots.add(checkout.dot());
    }
    return new Order(
        id,
        frozen.quantities(),
        Collections.unmodifiableSortedSet(frozen.coupons()),
        Collections.unmodifiableSortedMap(frozen.notes()),
        frozen.dots(),
        List.copyOf(dots));
  }
}
