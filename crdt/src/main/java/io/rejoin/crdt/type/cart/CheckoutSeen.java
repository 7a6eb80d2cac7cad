package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checkout of just these lines: of what a person has been shown, or what was taken from stock.
 * Changes nothing if other lines or quantities are open by now, so that nothing gets into an order
 * that nobody looked at. Otherwise it is a {@link ShoppingCart.Checkout}.
 *
 * @param lines quantity by SKU, each at least 1
 */
public record CheckoutSeen(Bytes orderId, SortedMap<Bytes, Long> lines)
    implements ShoppingCart.Change {
  static final int KIND = 10;
  private static final int MIN_LINE_BYTES = 2;

  public CheckoutSeen {
    ShoppingCart.checkName(orderId);
    lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    lines.forEach((sku, quantity) -> {
      ShoppingCart.checkName(sku);
      if (quantity < 1) {
        throw new IllegalArgumentException("quantity " + quantity + ", at least 1 is needed");
      }
    });
  }

  /** Whether these are all the lines that are open in a cart. */
  boolean isAll(View cart) {
    return ShoppingCart.lines(cart).equals(lines);
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(KIND).bytes(orderId).varint(lines.size());
    lines.forEach((sku, quantity) -> out.bytes(sku).varint(quantity));
  }

  static CheckoutSeen read(Bytes orderId, ByteReader in) throws MalformedBytes {
    SortedMap<Bytes, Long> lines = new TreeMap<>();
    int count = in.count(MIN_LINE_BYTES);
    for (int i = 0; i < count; i++) {
      Bytes sku = in.bytes(ShoppingCart.MAX_NAME);
      in.check(lines.isEmpty() || lines.lastKey().compareTo(sku) < 0, "lines not ascending");
      long quantity = in.varint(Long.MAX_VALUE);
      in.check(quantity >= 1, "quantity of 0");
      lines.put(sku, quantity);
    }
    return new CheckoutSeen(orderId, lines);
  }
}
