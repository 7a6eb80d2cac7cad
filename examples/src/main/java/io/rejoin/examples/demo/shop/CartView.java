package io.rejoin.examples.demo.shop;

import java.util.List;
import java.util.Map;

/** A cart as one node shows it. */
public record CartView(List<Line> lines, List<Order> orders) {
  public static final CartView EMPTY = new CartView(List.of(), List.of());

  public record Line(String sku, long quantity, List<String> dots) {}

  /** What was frozen at a checkout, as quantity by sku. */
  public record Order(String id, Map<String, Long> lines) {}
}
