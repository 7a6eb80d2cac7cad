package io.rejoin.examples.shop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.Level;
import io.rejoin.grid.Grid;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.client.SimulatedClient;
import io.rejoin.simulator.client.SimulatedGrid;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.junit.GridSimTest;
import io.rejoin.simulator.run.ScenarioSource;
import io.rejoin.value.Cart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The shop at three sites that are cut apart, hear one way only, and crash. */
class ShopTest {
  private static final List<String> SKUS = List.of("tea", "bread", "fruit", "cheese");
  private static final List<String> CUSTOMERS = List.of("ada", "ben", "cleo", "dora", "eve");
  private static final int PIECES = 40;
  private static final int SEEDS = 10;
  private static final Set<String> SEEN = new TreeSet<>();

  private static int runs;

  @GridSimTest(scenario = "shop.conf", seeds = SEEDS)
  void nothingIsOversoldAndNothingIsLost(SimulatedGrid grid) {
    runs++;
    ShopLog log = open(grid, EscrowShelf::new);
    grid.atTheEnd(
        "carts and orders are what was done, everywhere",
        () -> grid.nodes().stream().allMatch(node -> isAsDone(new Shop(grid.node(node)), log)));
    grid.atTheEnd(
        "every piece is in stock, in an order or withheld",
        () -> grid.nodes().stream()
            .map(node -> new Shop(grid.node(node)))
            .allMatch(shop -> SKUS.stream().allMatch(sku -> isAccountedFor(shop, sku, log))));
  }

  /** A test in which nothing comes to pass would prove nothing. */
  @AfterAll
  static void everythingThatMayHappenHas() {
    if (runs >= SEEDS) {
      assertEquals(
          Set.of("again", "bought", "changed", "empty", "overlap", "short", "withheld"), SEEN);
    }
  }

  @Test
  void aPlainCounterAsStockSellsPiecesTwice() throws InvalidScenario, IOException {
    try (InputStream file = ShopTest.class.getResourceAsStream("shop.conf")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      ScenarioSource source = ScenarioSource.of("shop.conf", text, false);
      try (SimulatedGrid grid = SimulatedGrid.of(source.scenario().apply(1), 1)) {
        open(grid, PlainShelf::new);
        assertEquals(
            Optional.of("no piece is sold twice"), grid.run().violated().map(Finding::check));
      }
    }
  }

  private static ShopLog open(SimulatedGrid grid, Function<Grid, Shelf> kind) {
    ShopLog log = new ShopLog();
    Function<Grid, LoggedShelf> shelves =
        node -> new LoggedShelf(node, kind.apply(node), log, new TreeMap<>());
    grid.client("shop-1/1")
        .after(
            Duration.ZERO,
            client -> SKUS.forEach(sku -> {
              new Shop(client.grid(), kind.apply(client.grid())).deliver(sku, PIECES);
              log.delivered(sku, PIECES);
            }));
    for (String node : grid.nodes()) {
      for (int each = 0; each < 2; each++) {
        grid.client(node).every(300, MILLISECONDS, client -> shop(client, shelves, log));
      }
    }
    grid.always("no piece is sold twice", log::isNothingOversold);
    grid.always("a checkout keeps what it sold and no more", log::isAllGivenBack);
    return log;
  }

  private static void shop(
      SimulatedClient client, Function<Grid, LoggedShelf> shelves, ShopLog log) {
    RandomGenerator random = client.random();
    String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    String sku = SKUS.get(random.nextInt(SKUS.size()));
    LoggedShelf shelf = shelves.apply(client.grid());
    Shop shop = new Shop(client.grid(), shelf);
    Cart cart = shop.cart(customer);
    long quantity = random.nextLong(1, 4);
    int what = random.nextInt(20);
    if (what < 11) {
      log.added(customer, sku, quantity, cart.add(sku, quantity));
    } else if (what < 13) {
      log.removed(cart.remove(sku));
    } else if (what < 14) {
      log.added(customer, sku, quantity, cart.setQuantity(sku, quantity));
    } else {
      String order = client.unique("order");
      Checkout outcome = shop.checkout(customer, order);
      if (outcome instanceof Checkout.Bought bought) {
        log.bought(customer, bought);
        SEEN.add("bought");
        if (shop.checkout(customer, order) instanceof Checkout.Bought again
            && again.receipt().isEmpty()) {
          SEEN.add("again");
        }
        log.kept(shelf.held(), bought.order().lines());
      } else {
        SEEN.add(name(outcome));
        log.kept(shelf.held(), Map.of());
      }
    }
  }

  private static String name(Checkout outcome) {
    if (outcome instanceof Checkout.Changed changed) {
      return changed.lines().isEmpty() ? "empty" : "changed";
    }
    return "short";
  }

  private static boolean isAsDone(Shop shop, ShopLog log) {
    return log.customers().stream().allMatch(customer -> {
      Cart cart = shop.cart(customer);
      Map<String, Map<String, Long>> orders = cart.orders().stream()
          .collect(Collectors.toMap(Cart.Order::id, Cart.Order::lines, (a, b) -> a, TreeMap::new));
      Set<Cart.Overlap> overlaps = Set.copyOf(cart.overlaps());
      if (!overlaps.isEmpty()) {
        SEEN.add("overlap");
      }
      return cart.lines().equals(log.lines(customer))
          && orders.equals(log.orders(customer))
          && overlaps.equals(log.overlaps(customer));
    });
  }

  private static boolean isAccountedFor(Shop shop, String sku, ShopLog log) {
    Books books = shop.books(sku);
    if (books.withheld() > 0) {
      SEEN.add("withheld");
    }
    return books.equals(log.books(sku)) && books.withheld() >= 0;
  }

  /**
   * Writes down what it does, and what it has taken and not got back. It takes its time: what other
   * sites have done comes in, and crashes come, between the steps of a checkout.
   */
  private record LoggedShelf(Grid grid, Shelf shelf, ShopLog log, Map<String, Long> held)
      implements Shelf {
    private static final Duration PAUSE = Duration.ofMillis(150);

    @Override
    public Taking take(String sku, long pieces) {
      Taking taking = shelf.take(sku, pieces);
      if (taking.done()) {
        log.taken(sku, pieces);
        held.merge(sku, pieces, Long::sum);
      }
      var unused = grid.counter("nothing").refresh(Level.copies(9), PAUSE);
      return taking;
    }

    @Override
    public void put(String sku, long pieces) {
      shelf.put(sku, pieces);
      log.taken(sku, -pieces);
      held.compute(sku, (any, had) -> Objects.requireNonNull(had) == pieces ? null : had - pieces);
    }

    @Override
    public long here(String sku) {
      return shelf.here(sku);
    }

    @Override
    public long known(String sku) {
      return shelf.known(sku);
    }
  }

  /** Looks whether there are pieces, then takes them: right at one site, wrong at two. */
  private record PlainShelf(Grid grid) implements Shelf {
    @Override
    public void put(String sku, long pieces) {
      grid.counter("stock/" + sku).add(pieces);
    }

    @Override
    public Taking take(String sku, long pieces) {
      boolean enough = known(sku) >= pieces;
      if (enough) {
        grid.counter("stock/" + sku).add(-pieces);
      }
      return new Taking(enough, known(sku), known(sku));
    }

    @Override
    public long here(String sku) {
      return known(sku);
    }

    @Override
    public long known(String sku) {
      return grid.counter("stock/" + sku).value();
    }
  }
}
