package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.Item;
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
import java.util.TreeMap;

/**
 * Lines of a cart or an order with the adds that they are made of: SKU, dot, quantity. An add
 * counts once, however often it is included. Encoding: count of lines, then each SKU, count of its
 * adds, and each add's dot and quantity, all sorted.
 */
record OrderLines(SortedMap<Bytes, SortedMap<Dot, Long>> adds) {
  private static final int MIN_LINE_BYTES = 2;
  private static final int MIN_ADD_BYTES = 10;

  /** What is open under a cart's lines. */
  static OrderLines open(View lines) {
    OrderLines open = new OrderLines(new TreeMap<>());
    lines
        .children()
        .forEach(
            (sku, line) -> line.items().forEach(add -> open.add(sku, add.dot(), quantity(add))));
    return open;
  }

  /** The quantity of an add, 0 if it cannot be read. */
  static long quantity(Item add) {
    try {
      ByteReader in = new ByteReader(add.value());
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

  boolean isEmpty() {
    return adds.isEmpty();
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
    return out.toBytes();
  }

  /** Adds the lines of an encoding, or nothing if it is malformed. */
  void include(Bytes encoding) {
    try {
      ByteReader in = new ByteReader(encoding);
      OrderLines read = read(in);
      in.end();
      read.adds.forEach((sku, line) -> line.forEach((dot, quantity) -> add(sku, dot, quantity)));
    } catch (MalformedBytes e) {
      // Counts for nothing, on every node alike.
    }
  }

  private static OrderLines read(ByteReader in) throws MalformedBytes {
    OrderLines lines = new OrderLines(new TreeMap<>());
    int count = in.count(MIN_LINE_BYTES);
    for (int i = 0; i < count; i++) {
      Bytes sku = in.bytes(ShoppingCart.MAX_NAME);
      int adds = in.count(MIN_ADD_BYTES);
      for (int j = 0; j < adds; j++) {
        Dot dot = Dot.read(in);
        lines.add(sku, dot, in.varint(Long.MAX_VALUE));
      }
    }
    return lines;
  }
}
