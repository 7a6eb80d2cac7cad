package io.rejoin.examples.demo.oracle;

import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Checkout;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartOperation.SetQuantity;
import io.rejoin.examples.demo.shop.Journal;
import io.rejoin.examples.demo.shop.Journal.Outcome;
import io.rejoin.examples.demo.shop.Journal.Visited;
import io.rejoin.examples.demo.shop.Shopper;
import java.util.ArrayList;
import java.util.List;

/** A tiny hand-made log of one cart. */
final class History {
  static final String CART = "carts/alice";

  private static final Shopper ALICE = new Shopper(0, CART, List.of());

  final List<Journal.Event> events = new ArrayList<>();
  private boolean cut;

  History at(int site, Applied... done) {
    return visited(site, Outcome.OK, done);
  }

  History indeterminateAt(int site, Applied... operations) {
    return visited(site, Outcome.INDETERMINATE, operations);
  }

  private History visited(int site, Outcome outcome, Applied... done) {
    events.add(new Visited(ALICE, site, 0, cut, outcome, List.of(done)));
    return this;
  }

  History cut() {
    cut = true;
    events.add(new Journal.Cut());
    return this;
  }

  History heal() {
    cut = false;
    events.add(new Journal.Healed());
    return this;
  }

  static Applied add(String sku, int quantity, String dot) {
    return new Applied(new Add(sku, quantity), List.of(dot), List.of());
  }

  static Applied remove(String sku, String... observed) {
    return new Applied(new Remove(sku), List.of(), List.of(observed));
  }

  static Applied set(String sku, int quantity, String dot, String... observed) {
    return new Applied(new SetQuantity(sku, quantity), List.of(dot), List.of(observed));
  }

  static Applied checkout(String order, String dot, String... observed) {
    return new Applied(new Checkout(order), List.of(dot), List.of(observed));
  }
}
