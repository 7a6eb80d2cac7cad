package io.rejoin.examples.demo.oracle;

import io.rejoin.examples.demo.oracle.CartLedger.Range;
import io.rejoin.examples.demo.shop.CartView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One cart of the log beside the same cart at one node. */
final class Comparison {
  private final String cart;
  private final CartLedger ledger;
  private final CartView view;
  private final Set<String> lost = new TreeSet<>();
  private final Set<String> resurrected = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();

  Comparison(String cart, CartLedger ledger, CartView view) {
    this.cart = cart;
    this.ledger = ledger;
    this.view = view;
  }

  Findings findings() {
    compareDots();
    compareOrders();
    compareQuantities();
    return new Findings(lost, resurrected, wrong);
  }

  private void compareDots() {
    Set<String> live = new HashSet<>();
    for (CartView.Line line : view.lines()) {
      for (String dot : line.dots()) {
        live.add(dot);
        if (ledger.observed(dot)) {
          resurrected.add(dot);
        } else if (!ledger.knows(dot) && !ledger.maybePut(line.sku())) {
          wrong.add("%s: nobody put %s (%s) there".formatted(cart, line.sku(), dot));
        }
      }
    }
    lost.addAll(ledger.mustBeLive());
    lost.removeAll(live);
  }

  /** An order that is missing takes all its items with it. */
  private void compareOrders() {
    Map<String, Map<String, Long>> shown = new HashMap<>();
    view.orders().forEach(order -> shown.put(order.id(), order.lines()));
    ledger.orders().forEach((order, frozen) -> {
      Map<String, Long> lines = shown.remove(order);
      if (lines == null) {
        lost.addAll(frozen);
        wrong.add("%s: %s is missing".formatted(cart, order));
      } else {
        compareLines(order, ledger.orderLines(order), lines);
      }
    });
    shown.keySet().stream()
        .filter(order -> !ledger.maybeOrdered(order))
        .forEach(order -> wrong.add("%s: nobody placed %s".formatted(cart, order)));
  }

  private void compareQuantities() {
    Map<String, Long> shown = new HashMap<>();
    view.lines().forEach(line -> shown.merge(line.sku(), line.quantity(), Long::sum));
    compareLines("open lines", ledger.openLines(), shown);
  }

  private void compareLines(String place, Map<String, Range> right, Map<String, Long> shown) {
    Set<String> skus = new TreeSet<>(right.keySet());
    skus.addAll(shown.keySet());
    for (String sku : skus) {
      Range range = right.getOrDefault(sku, new Range(0, 0));
      long quantity = shown.getOrDefault(sku, 0L);
      if (!range.holds(quantity)) {
        wrong.add("%s, %s: %s should be %d to %d and is %d"
            .formatted(cart, place, sku, range.least(), range.most(), quantity));
      }
    }
  }
}
