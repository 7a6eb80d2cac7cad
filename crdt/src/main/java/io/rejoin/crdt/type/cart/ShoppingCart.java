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
import java.util.TreeMap;

/**
 * A shopping cart: open lines, SKU to quantity, and the orders that were made from them.
 *
 * <p>Every add is an item of its own under {@code [1][sku]}, never coalesced, and a line's quantity
 * is their sum. A remove takes exactly the adds that it saw, so a concurrent add survives and what
 * was removed never comes back. Checkout removes the adds that it saw and freezes them, quantity by
 * quantity, into one item under {@code [2][order id]}; what it did not see stays open. (Sections 3
 * to 5 are reserved for coupons, notes and guests' carts.)
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
 *     Order#frozen} in both</td></tr>
 * </table>
 */
public final class ShoppingCart implements CrdtType<ShoppingCart.Change> {
  public static final ShoppingCart TYPE = new ShoppingCart();
  public static final int MAX_NAME = Path.MAX_COMPONENT;

  private static final Bytes LINES = Bytes.wrap(new byte[] {1});
  private static final Bytes ORDERS = Bytes.wrap(new byte[] {2});

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int SET_QUANTITY = 3;
  private static final int CLEAR = 4;
  private static final int CHECKOUT = 5;

  /** The operations of this type. */
  public sealed interface Change extends Operation {}

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

  /** Removes a line; changes nothing if it is not there. */
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

  /** Removes all open lines; orders stay. */
  public record Clear() implements Change {
    @Override
    public void write(ByteWriter out) {
      out.u8(CLEAR);
    }
  }

  /**
   * Freezes the open lines into an order. Changes nothing if there are none, so trying again is
   * safe; lines that were opened since are added to the order of the same id.
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

  /**
   * An order.
   *
   * @param lines SKU to quantity
   * @param frozen the adds that it was made from; two orders that share one were made concurrently
   * @param dots the checkouts that made it
   */
  public record Order(Bytes id, SortedMap<Bytes, Long> lines, List<Dot> frozen, List<Dot> dots) {}

  private ShoppingCart() {}

  private static void checkName(Bytes name) {
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
    Slot lines = slot.child(LINES);
    if (change instanceof Add add) {
      put(lines.child(add.sku()), add.quantity());
    } else if (change instanceof Remove remove) {
      lines.child(remove.sku()).clear();
    } else if (change instanceof SetQuantity set) {
      lines.child(set.sku()).clear();
      put(lines.child(set.sku()), set.quantity());
    } else if (change instanceof Clear) {
      lines.clear();
    } else if (change instanceof Checkout checkout) {
      checkout(lines, slot.child(ORDERS).child(checkout.orderId()));
    }
  }

  private static void put(Slot line, long quantity) {
    if (quantity > 0) {
      line.put(new ByteWriter().varint(quantity).toBytes());
    }
  }

  private static void checkout(Slot lines, Slot order) {
    OrderLines open = OrderLines.open(lines.seen());
    if (!open.isEmpty()) {
      order.put(open.toBytes());
      lines.clear();
    }
  }

  @Override
  public Change readOperation(ByteReader in, Catalogue nestable) throws MalformedBytes {
    int kind = in.u8();
    in.check(kind >= ADD && kind <= CHECKOUT, "unknown operation of a cart");
    if (kind == CLEAR) {
      return new Clear();
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
      default -> new Checkout(name);
    };
  }

  public static SortedMap<Bytes, Long> lines(State state) {
    return lines(state.root());
  }

  /** The open lines: SKU to quantity, sorted by the SKU's bytes. */
  public static SortedMap<Bytes, Long> lines(View view) {
    SortedMap<Bytes, Long> lines = new TreeMap<>();
    view.child(LINES).children().forEach((sku, line) -> {
      long quantity = 0;
      for (Item add : line.items()) {
        quantity = Sum.of(quantity, OrderLines.quantity(add));
      }
      if (quantity > 0) {
        lines.put(sku, quantity);
      }
    });
    return Collections.unmodifiableSortedMap(lines);
  }

  public static SortedMap<Bytes, List<Dot>> lineDots(State state) {
    return lineDots(state.root());
  }

  /** The adds that make up each open line, by dot. */
  public static SortedMap<Bytes, List<Dot>> lineDots(View view) {
    SortedMap<Bytes, List<Dot>> dots = new TreeMap<>();
    OrderLines.open(view.child(LINES))
        .adds()
        .forEach((sku, adds) -> dots.put(sku, List.copyOf(adds.keySet())));
    return Collections.unmodifiableSortedMap(dots);
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
    OrderLines lines = new OrderLines(new TreeMap<>());
    List<Dot> dots = new ArrayList<>();
    for (Item checkout : view.items()) {
      lines.include(checkout.value());
      dots.add(checkout.dot());
    }
    return new Order(id, lines.quantities(), lines.dots(), List.copyOf(dots));
  }
}
