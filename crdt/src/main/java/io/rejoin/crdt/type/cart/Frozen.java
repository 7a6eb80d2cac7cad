package io.rejoin.crdt.type.cart;

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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a checkout freezes: the lines with the adds that they are made of, coupons and notes. An add
 * counts once, however often it is included.
 *
 * <pre>
 * frozen = lineCount { sku addCount { dot quantity } } [ more ]
 * more   = couponCount { coupon } noteCount { sku text }
 * </pre>
 *
 * All sorted; {@code more} is there if it has anything.
 */
record Frozen(
    SortedMap<Bytes, SortedMap<Dot, Long>> adds,
    SortedSet<Bytes> coupons,
    SortedMap<Bytes, Bytes> notes) {
  private static final int MIN_LINE_BYTES = 2;
  private static final int MIN_ADD_BYTES = 10;

  static Frozen nothing() {
    return new Frozen(new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
  }

  /** What is open in a cart. */
  static Frozen open(View cart) {
    Frozen open = lines(cart);
    open.coupons.addAll(CartSection.COUPONS.read(cart).keySet());
    open.notes.putAll(CartNotes.read(cart, open.adds.keySet()));
    return open;
  }

  /** The open lines alone. */
  static Frozen lines(View cart) {
    Frozen open = nothing();
    CartSection.LINES
        .read(cart)
        .forEach((sku, line) -> line.forEach((dot, value) -> open.add(sku, dot, quantity(value))));
    return open;
  }

  /** What is in an order. */
  static Frozen ofOrder(View order) {
    Frozen frozen = nothing();
    order.items().forEach(checkout -> frozen.include(checkout.value()));
    return frozen;
  }

  /** The adds that another has as well. */
  Frozen common(Frozen other) {
    Frozen common = nothing();
    adds.forEach((sku, line) -> line.forEach((dot, quantity) -> {
      if (other.adds.getOrDefault(sku, Collections.emptySortedMap()).containsKey(dot)) {
        common.add(sku, dot, quantity);
      }
    }));
    return common;
  }

  /** The quantity of an add, 0 if it cannot be read. */
  static long quantity(Bytes add) {
    try {
      ByteReader in = new ByteReader(add);
      long quantity = in.varint(Long.MAX_VALUE);
      in.end();
      return quantity;
    } catch (MalformedBytes e) {
      return 0;
    }
  }

  private void add(Bytes sku, Dot dot, long quantity) {
    if (quantity > 0) {
      adds.computeIfAbsent(sku, unknown -> new TreeMap<>()).put(dot, quantity);
    }
  }

  SortedMap<Bytes, Long> quantities() {
    SortedMap<Bytes, Long> quantities = new TreeMap<>();
    adds.forEach((sku, line) -> quantities.put(sku, line.values().stream().reduce(0L, Sum::of)));
    return Collections.unmodifiableSortedMap(quantities);
  }

  /** All adds, by dot. */
  List<Dot> dots() {
    List<Dot> dots = new ArrayList<>();
    adds.values().forEach(line -> dots.addAll(line.keySet()));
    Collections.sort(dots);
    return Collections.unmodifiableList(dots);
  }

  Bytes toBytes() {
    ByteWriter out = new ByteWriter().varint(adds.size());
    adds.forEach((sku, line) -> {
      out.bytes(sku).varint(line.size());
      line.forEach((dot, quantity) -> {
        dot.write(out);
        out.varint(quantity);
      });
    });
    if (!coupons.isEmpty() || !notes.isEmpty()) {
      out.varint(coupons.size());
      coupons.forEach(out::bytes);
      out.varint(notes.size());
      notes.forEach((sku, text) -> out.bytes(sku).bytes(text));
    }
    return out.toBytes();
  }

  /** Adds what an encoding holds, or nothing if it is malformed. */
  void include(Bytes encoding) {
    try {
      ByteReader in = new ByteReader(encoding);
      Frozen read = read(in);
      in.end();
      read.adds.forEach((sku, line) -> line.forEach((dot, quantity) -> add(sku, dot, quantity)));
      coupons.addAll(read.coupons);
      read.notes.forEach(
          (sku, text) -> notes.merge(sku, text, (a, b) -> a.compareTo(b) < 0 ? b : a));
    } catch (MalformedBytes e) {
      // Counts for nothing, on every node alike.
    }
  }

  private static Frozen read(ByteReader in) throws MalformedBytes {
    Frozen frozen = nothing();
    int count = in.count(MIN_LINE_BYTES);
    for (int i = 0; i < count; i++) {
      Bytes sku = in.bytes(ShoppingCart.MAX_NAME);
      int adds = in.count(MIN_ADD_BYTES);
      for (int j = 0; j < adds; j++) {
        Dot dot = Dot.read(in);
        frozen.add(sku, dot, in.varint(Long.MAX_VALUE));
      }
    }
    if (in.remaining() > 0) {
      int coupons = in.count(1);
      for (int i = 0; i < coupons; i++) {
        frozen.coupons.add(in.bytes(ShoppingCart.MAX_NAME));
      }
      int notes = in.count(2);
      for (int i = 0; i < notes; i++) {
        frozen.notes.put(in.bytes(ShoppingCart.MAX_NAME), in.bytes(ShoppingCart.MAX_NOTE));
      }
    }
    return frozen;
  }
}
