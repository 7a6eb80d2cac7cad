package io.rejoin.examples.comparison.field;

import io.rejoin.examples.comparison.field.Drawing.Step;
import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Shown;
import io.rejoin.examples.comparison.history.Thing;
import io.rejoin.examples.comparison.store.Documents;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Carts that are filled, emptied and checked out, and the last pieces of some things. Each add to a
 * line has a quantity of its own, a power of two, so that the quantity shown tells which adds are
 * in it.
 */
public final class ShopField implements Field<Shopping> {
  private static final List<String> CARTS =
      List.of("carts/ada", "carts/ben", "carts/cleo", "carts/dan", "carts/eve", "carts/finn");
  private static final List<String> SKUS = List.of("bread", "milk", "rice", "salt", "tea");
  private static final List<String> STOCKS = List.of("stock/bike", "stock/lamp", "stock/sofa");
  private static final int FIRST_PIECES = 10;
  private static final int MOST_PIECES = 5;

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public String limit() {
    return "pieces sold that were not there";
  }

  @Override
  public List<Act<Shopping>> acts(Schedule schedule, RandomGenerator random) {
    Drawing<Shopping> drawing = new Drawing<>(schedule, random);
    Map<String, Integer> adds = new HashMap<>();
    int[] ids = new int[1];
    for (String sku : STOCKS) {
      drawing.first(deliver(sku, FIRST_PIECES, "delivery " + ++ids[0]));
    }
    return drawing
        .mix(40, () -> {
          String cart = drawing.one(CARTS);
          String sku = drawing.one(SKUS);
          return add(cart, sku, 1L << adds.merge(cart + sku, 1, Integer::sum));
        })
        .mix(12, () -> remove(drawing.one(CARTS), drawing.one(SKUS)))
        .mix(5, () -> checkout(drawing.one(CARTS), "order " + ++ids[0]))
        .mix(25, () -> sell(drawing.one(STOCKS), "sale " + ++ids[0]))
        .mix(
            3,
            () -> deliver(drawing.one(STOCKS), drawing.upTo(MOST_PIECES), "delivery " + ++ids[0]))
        .mix(10, () -> lookAtCart(drawing.one(CARTS)))
        .mix(5, () -> lookAtStock(drawing.one(STOCKS)))
        .every(Duration.ofMillis(300));
  }

  private static Step<Shopping> add(String cart, String sku, long quantity) {
    return Step.change("add " + sku, CARTS.indexOf(cart), (shop, ledger) -> {
      shop.add(cart, sku, quantity);
      ledger.put(line(cart, sku, quantity));
    });
  }

  private static Step<Shopping> remove(String cart, String sku) {
    return Step.change("remove " + sku, CARTS.indexOf(cart), (shop, ledger) -> {
      Set<Thing> seen = new TreeSet<>();
      addLine(seen, cart, sku, shop.lines(cart).getOrDefault(sku, 0L));
      shop.remove(cart, sku);
      ledger.removed(seen);
    });
  }

  private static Step<Shopping> checkout(String cart, String order) {
    return Step.change("check out", CARTS.indexOf(cart), (shop, ledger) -> {
      Set<Thing> seen = lines(shop, cart);
      if (!seen.isEmpty()) {
        shop.checkout(cart, order);
        ledger.removed(seen);
        ledger.put(new Thing(cart, order));
      }
    });
  }

  private static Step<Shopping> deliver(String sku, long pieces, String id) {
    return Step.change("deliver " + sku, STOCKS.indexOf(sku), (shop, ledger) -> {
      shop.deliver(sku, pieces);
      ledger.came(sku, id, pieces);
    });
  }

  private static Step<Shopping> sell(String sku, String id) {
    return Step.change("sell " + sku, STOCKS.indexOf(sku), (shop, ledger) -> {
      if (shop.sellOne(sku)) {
        ledger.went(sku, id, 1);
      } else {
        ledger.denied(sku, 1);
      }
    });
  }

  private static Step<Shopping> lookAtCart(String cart) {
    return Step.look("look at " + cart, CARTS.indexOf(cart), (shop, ledger) -> {
      Set<Thing> shown = lines(shop, cart);
      shop.orders(cart).forEach(order -> shown.add(new Thing(cart, order)));
      ledger.looked(cart, shown);
    });
  }

  private static Step<Shopping> lookAtStock(String sku) {
    return Step.look(
        "look at " + sku,
        STOCKS.indexOf(sku),
        (shop, ledger) -> ledger.looked(sku, shop.stock(sku)));
  }

  private static Thing line(String cart, String sku, long quantity) {
    return new Thing(cart, sku + " +" + quantity);
  }

  /** The adds that a quantity is made of. */
  private static void addLine(Set<Thing> things, String cart, String sku, long quantity) {
    for (long bit = 1; bit <= quantity; bit <<= 1) {
      if ((quantity & bit) != 0) {
        things.add(line(cart, sku, bit));
      }
    }
  }

  private static Set<Thing> lines(Shopping shop, String cart) {
    Set<Thing> things = new TreeSet<>();
    shop.lines(cart).forEach((sku, quantity) -> addLine(things, cart, sku, quantity));
    return things;
  }

  @Override
  public Shopping over(Documents documents) {
    return new DocumentShop(documents);
  }

  @Override
  public Shopping over(Grid grid, int site, int sites) {
    return new GridShop(grid);
  }

  @Override
  public boolean isSingle(String place) {
    return false;
  }

  @Override
  public Shown shown(Shopping shop) {
    Set<Thing> things = new TreeSet<>();
    Map<String, Long> figures = new TreeMap<>();
    for (String cart : CARTS) {
      things.addAll(lines(shop, cart));
      shop.orders(cart).forEach(order -> things.add(new Thing(cart, order)));
    }
    STOCKS.forEach(sku -> figures.put(sku, shop.stock(sku)));
    return new Shown(things, figures, Set.of(), Set.of());
  }
}
