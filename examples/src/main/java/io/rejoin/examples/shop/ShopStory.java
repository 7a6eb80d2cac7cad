package io.rejoin.examples.shop;

import io.rejoin.Coverage;
import io.rejoin.examples.data.Baskets;
import io.rejoin.examples.local.LocalGrid;
import io.rejoin.examples.shop.StorySummary.Finding;
import io.rejoin.examples.terminal.Style;
import io.rejoin.examples.terminal.Timeline;
import io.rejoin.value.Cart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/** A day at the shop's three sites: customers with real baskets, a cut, and what came of it. */
final class ShopStory {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration WALK = Duration.ofSeconds(5);
  private static final int MOST_IN_BASKET = 8;
  private static final int PIECES = 25; // of each article at each site

  private final LocalGrid grid;
  private final List<String> sites;
  private final Map<String, Shop> shops = new LinkedHashMap<>();
  private final Assortment assortment = Assortment.load();
  private final Baskets baskets = Baskets.load();
  private final Timeline timeline;
  private final int customers;
  private final SplittableRandom random;
  private final List<String> sold;
  private final String last;
  private final Tally tally = new Tally();
  private final List<Finding> findings = new ArrayList<>();
  private int orders;
  private int walks;

  ShopStory(LocalGrid grid, Timeline timeline, int customers, long seed) {
    this.grid = grid;
    this.sites = grid.sites();
    this.timeline = timeline;
    this.customers = customers;
    this.random = new SplittableRandom(seed);
    sites.forEach(site -> shops.put(site, new Shop(grid.at(site))));
    List<String> all =
        assortment.articles().stream().map(Assortment.Article::sku).toList();
    last = all.get(all.size() - 1);
    sold = all.subList(0, all.size() - 1);
    shops.values().forEach(shop -> sold.forEach(sku -> shop.deliver(sku, PIECES)));
    at(sites.get(0)).deliver(last, 1);
  }

  StorySummary play() throws InterruptedException {
    event(Style.BOLD, "open", "three sites sell the same: " + String.join(", ", sites));
    more("%d real departments; %d pieces of each at each site are made up, prices there are none"
        .formatted(assortment.articles().size(), PIECES));
    together("open");
    crowd("day", 0.5);
    event(
        Style.CYAN,
        "day",
        "%d customers with real baskets; %d times one goes on at another site"
            .formatted(customers, walks));
    Cast cast = new Cast();
    cast.before();
    together("day");

    grid.cut(sites);
    event(Style.YELLOW, "cut", "each site hears nobody; all stay open");
    crowd("cut", 0);
    more("%d more customers, each at one site".formatted(customers));
    cast.during();

    grid.heal();
    Optional<Duration> time = grid.converge(PATIENCE);
    event(
        Style.GREEN,
        "healed",
        time.map(t -> "all sites have the same after %d ms".formatted(t.toMillis()))
            .orElse("the sites do not get equal"));
    findings.add(new Finding("sites are equal", time.isPresent()));
    cast.after();
    sites.forEach(this::inspect);
    return new StorySummary(tally, time, findings);
  }

  private Shop at(String site) {
    return Objects.requireNonNull(shops.get(site), site);
  }

  private void together(String when) throws InterruptedException {
    if (grid.converge(PATIENCE).isEmpty()) {
      findings.add(new Finding("sites are equal before: " + when, false));
    }
  }

  /** Each customer takes a real basket, thinks better of some of it, and mostly buys it. */
  private void crowd(String when, double walking) {
    for (int number = 1; number <= customers; number++) {
      String name = when + "-" + number;
      String site = sites.get(random.nextInt(sites.size()));
      for (String sku : chosen()) {
        if (random.nextDouble() < walking / MOST_IN_BASKET) {
          site = walk(name, site);
        }
        long quantity = random.nextLong(1, 3);
        add(site, name, sku, quantity);
        if (random.nextInt(10) == 0) {
          at(site).cart(name).remove(sku);
          tally.removed(name, sku, quantity);
        }
      }
      if (random.nextInt(4) > 0) {
        checkout(site, name);
      }
    }
  }

  private List<String> chosen() {
    return baskets.basket(random.nextInt(baskets.size())).stream()
        .filter(sold::contains)
        .limit(MOST_IN_BASKET)
        .toList();
  }

  /** Goes to another site, which waits until it shows what the customer has done so far. */
  private String walk(String customer, String from) {
    String to = sites.get((sites.indexOf(from) + 1) % sites.size());
    Coverage seen = grid.at(to).await(at(from).cart(customer).token(), WALK);
    walks++;
    return seen.reached() ? to : from;
  }

  private void add(String site, String customer, String sku, long quantity) {
    at(site).cart(customer).add(sku, quantity);
    tally.added(customer, sku, quantity);
  }

  private Checkout checkout(String site, String customer) {
    Checkout outcome = at(site).checkout(customer, "order-" + ++orders);
    tally.checkedOut(customer, outcome);
    return outcome;
  }

  /** What the site knows at the end, held against what was done. */
  private void inspect(String site) {
    Shop shop = at(site);
    List<String> carts = tally.wrongCarts(shop);
    List<String> made = tally.wrongOrders(shop);
    findings.add(new Finding("carts at " + site + " are what was done " + carts, carts.isEmpty()));
    findings.add(new Finding("orders at " + site + " are as answered " + made, made.isEmpty()));
    for (Assortment.Article article : assortment.articles()) {
      Books books = shop.books(article.sku());
      boolean sound = books.withheld() == 0
          && books.ordered() == tally.sold(article.sku())
          && books.ordered() <= books.delivered();
      findings.add(new Finding("pieces at %s add up: %s".formatted(site, books), sound));
    }
  }

  /** The people to whom something happens. */
  private final class Cast {
    private final String east = sites.get(0);
    private final String west = sites.get(1);
    private final String south = sites.get(2);

    void before() throws InterruptedException {
      add(east, "ada", "tea", 1);
      add(east, "cleo", "coffee", 1);
      add(east, "dora", "baby needs", 1);
      at(east).guest("4711").add("fruit", 2);
      tally.added("eve", "fruit", 2);
      add(east, "ben", last, 1);
      add(west, "bob", last, 1);
      together("cast");
    }

    void during() {
      add(east, "ada", "spices", 1);
      add(west, "ada", "cheese", 1);
      more("Ada puts spices into her cart at %s, and cheese at %s".formatted(east, west));
      at(east).cart("cleo").remove("coffee");
      tally.removed("cleo", "coffee", 1);
      add(west, "cleo", "coffee", 2);
      more("Cleo takes the coffee out at %s, and puts 2 more in at %s".formatted(east, west));
      at(east).login("4711", "eve");
      at(south).login("4711", "eve");
      more("a guest with 2 fruit logs in as Eve, at %s and at %s".formatted(east, south));
      lastPiece();
      Checkout one = checkout(east, "dora");
      Checkout other = checkout(west, "dora");
      more("Dora checks out the same cart at %s and at %s: %s and %s"
          .formatted(east, west, said(one), said(other)));
    }

    private void lastPiece() {
      more("Ben and Bob want the last piece of '" + last + "'");
      Checkout ben = checkout(east, "ben");
      Checkout bob = checkout(west, "bob");
      more("Ben at %s: %s".formatted(east, said(ben)));
      more("Bob at %s: %s".formatted(west, said(bob)));
      findings.add(new Finding("the last piece is sold once", ben.isDone() != bob.isDone()));
    }

    void after() {
      for (String site : sites) {
        Shop shop = at(site);
        holds(
            "Ada has what she added on both sides",
            shop,
            "ada",
            Map.of("cheese", 1L, "spices", 1L, "tea", 1L));
        holds("Cleo's removal took what it saw, no more", shop, "cleo", Map.of("coffee", 2L));
        holds("Eve's 2 fruit are there once", shop, "eve", Map.of("fruit", 2L));
      }
      more("Ada has " + at(south).cart("ada").lines());
      more("Cleo has " + at(south).cart("cleo").lines());
      more("Eve has " + at(south).cart("eve").lines());
      List<Cart.Overlap> twice = at(south).cart("dora").overlaps();
      twice.forEach(both -> more("Dora is told: %s and %s both have %s; one may be cancelled"
          .formatted(both.first(), both.second(), both.lines())));
      long made = at(south).cart("dora").orders().size();
      findings.add(
          new Finding("what Dora bought twice is shown", twice.size() == (made > 1 ? 1 : 0)));
    }

    private void holds(String what, Shop shop, String customer, Map<String, Long> lines) {
      findings.add(new Finding(what, shop.cart(customer).lines().equals(lines)));
    }
  }

  private static String said(Checkout outcome) {
    if (outcome instanceof Checkout.Bought bought) {
      return "bought, " + bought.order().id();
    }
    if (outcome instanceof Checkout.OutOfStock missing) {
      Checkout.Shortage first = missing.articles().get(0);
      return "refused, %d here, %d known".formatted(first.here(), first.known());
    }
    return "refused, the cart has changed";
  }

  private void event(Style style, String what, String detail) {
    timeline.event(style, what, detail);
  }

  private void more(String line) {
    timeline.more(line);
  }
}
