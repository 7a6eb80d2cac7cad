package io.rejoin.examples.demo.oracle;

import io.rejoin.examples.demo.shop.Applied;
import io.rejoin.examples.demo.shop.CartOperation.Add;
import io.rejoin.examples.demo.shop.CartOperation.Checkout;
import io.rejoin.examples.demo.shop.CartOperation.Remove;
import io.rejoin.examples.demo.shop.CartOperation.SetQuantity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that the log knows of one cart. An item is what one add put there; its dot names it. Written
 * minus observed is what must be live at the end. An operation whose outcome is not known makes a
 * range of outcomes right: the items that it may have taken, and those that it may have put.
 */
final class CartLedger {
  private record Item(String sku, int quantity) {}

  private final Map<String, Item> written = new LinkedHashMap<>();
  private final Set<String> observed = new LinkedHashSet<>();
  private final Map<String, Set<String>> orders = new LinkedHashMap<>();
  private final Set<String> maybeTaken = new HashSet<>();
  private final Map<String, Long> maybePut = new TreeMap<>();
  private final Set<String> maybeOrders = new HashSet<>();

  void record(Applied applied) {
    observed.addAll(applied.observed());
    if (applied.operation() instanceof Add add) {
      write(applied, new Item(add.sku(), add.quantity()));
    } else if (applied.operation() instanceof SetQuantity set) {
      write(applied, new Item(set.sku(), set.quantity()));
    } else if (applied.operation() instanceof Checkout checkout
        && !applied.written().isEmpty()) {
      orders.put(checkout.order(), Set.copyOf(applied.observed()));
    }
  }

  private void write(Applied applied, Item item) {
    if (applied.written().size() != 1) {
      throw new IllegalArgumentException("one dot expected for " + applied);
    }
    written.put(applied.written().get(0), item);
  }

  /** An operation that may have happened or not. */
  void recordUnknown(Applied applied) {
    if (applied.operation() instanceof Add add) {
      maybePut.merge(add.sku(), (long) add.quantity(), Long::sum);
    } else if (applied.operation() instanceof SetQuantity set) {
      takeMaybe(set.sku());
      maybePut.merge(set.sku(), (long) set.quantity(), Long::sum);
    } else if (applied.operation() instanceof Remove remove) {
      takeMaybe(remove.sku());
    } else if (applied.operation() instanceof Checkout checkout) {
      maybeTaken.addAll(written.keySet());
      maybeOrders.add(checkout.order());
    }
  }

  private void takeMaybe(String sku) {
    written.forEach((dot, item) -> {
      if (item.sku().equals(sku)) {
        maybeTaken.add(dot);
      }
    });
  }

  boolean knows(String dot) {
    return written.containsKey(dot);
  }

  boolean observed(String dot) {
    return observed.contains(dot);
  }

  /** Dots that every node must show at the end. */
  Set<String> mustBeLive() {
    Set<String> live = new LinkedHashSet<>(written.keySet());
    live.removeAll(observed);
    live.removeAll(maybeTaken);
    return live;
  }

  /** Orders that every node must show at the end, with the dots that their checkout froze. */
  Map<String, Set<String>> orders() {
    return orders;
  }

  boolean maybeOrdered(String order) {
    return maybeOrders.contains(order);
  }

  boolean maybePut(String sku) {
    return maybePut.containsKey(sku);
  }

  /** The right quantity of every sku among the open lines. */
  Map<String, Range> openLines() {
    Set<String> open = new LinkedHashSet<>(written.keySet());
    open.removeAll(observed);
    return ranges(open);
  }

  Map<String, Range> orderLines(String order) {
    return ranges(orders.getOrDefault(order, Set.of()));
  }

  private Map<String, Range> ranges(Set<String> dots) {
    Map<String, Range> ranges = new TreeMap<>();
    for (String dot : dots) {
      Item item = written.get(dot);
      if (item != null) {
        long least = maybeTaken.contains(dot) && !observed.contains(dot) ? 0 : item.quantity();
        ranges.merge(item.sku(), new Range(least, item.quantity()), Range::plus);
      }
    }
    maybePut.forEach((sku, most) -> ranges.merge(sku, new Range(0, most), Range::plus));
    return ranges;
  }

  /** Skus that are in this cart for certain, in an open line or in an order. */
  Set<String> certainSkus() {
    Set<String> skus = new TreeSet<>();
    mustBeLive().forEach(dot -> addSku(dot, skus));
    orders.values().forEach(frozen -> frozen.forEach(dot -> addSku(dot, skus)));
    return skus;
  }

  /** Skus that could be in this cart, given what is not known. */
  Set<String> possibleSkus() {
    Set<String> skus = certainSkus();
    skus.addAll(maybePut.keySet());
    maybeTaken.forEach(dot -> addSku(dot, skus));
    return skus;
  }

  private void addSku(String dot, Set<String> skus) {
    Item item = written.get(dot);
    if (item != null) {
      skus.add(item.sku());
    }
  }

  String sku(String dot) {
    Item item = written.get(dot);
    return item == null ? "?" : item.sku();
  }

  /** The dots of the items, for messages. */
  String describe(Set<String> dots) {
    return dots.stream().map(dot -> sku(dot) + " (" + dot + ")").collect(Collectors.joining(", "));
  }

  /** Inclusive bounds of a quantity. */
  record Range(long least, long most) {
    Range plus(Range other) {
      return new Range(least + other.least, most + other.most);
    }

    boolean holds(long quantity) {
      return least <= quantity && quantity <= most;
    }
  }
}
