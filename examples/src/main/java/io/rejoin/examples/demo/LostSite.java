package io.rejoin.examples.demo;

import io.rejoin.examples.demo.LostSiteSummary.Reads;
import io.rejoin.examples.demo.LostSiteSummary.Recovery;
import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.demo.grid.Shards;
import io.rejoin.examples.demo.grid.ShopGrid;
import io.rejoin.examples.demo.grid.Site;
import io.rejoin.examples.demo.grid.Spread;
import io.rejoin.examples.demo.oracle.Findings;
import io.rejoin.examples.demo.oracle.Ledger;
import io.rejoin.examples.demo.replay.Promise;
import io.rejoin.examples.demo.replay.Replay;
import io.rejoin.examples.demo.replay.ShopDoor;
import io.rejoin.examples.demo.shop.Journal;
import io.rejoin.examples.demo.shop.ShoppingDay;
import io.rejoin.examples.terminal.Style;
import io.rejoin.examples.terminal.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The script of the demo with a number of copies: the carts are spread over the nodes, a site burns
 * down while the others go on, what it kept is copied elsewhere, and another site takes its place.
 */
final class LostSite implements Script {
  private static final double LOOK_AT = 0.40;
  private static final double BURN_AT = 0.46;
  private static final double EVICT_BY = 0.60;
  private static final double REBUILD_BY = 0.80;
  private static final int SHOPPERS_AT_ONCE = 24;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final DemoOptions options;
  private final ShoppingDay day;
  private final ShopGrid grid;
  private final Timeline timeline;
  private final Shares shares;
  private final Shards shards;
  private final Journal journal = new Journal();
  private final ShopDoor door;
  private final Site site;
  private volatile int confirmed;

  LostSite(DemoOptions options, ShoppingDay day, ShopGrid grid, Timeline timeline) {
    this.options = options;
    this.day = day;
    this.grid = grid;
    this.timeline = timeline;
    shards = new Shards(grid.name(), options.copies());
    shares = new Shares(shards, timeline);
    door = new ShopDoor(grid.sites(), journal, new Promised());
    site = grid.sites().get(1);
    confirmed = 2;
  }

  /**
   * What one copy has could burn, so a shopper waits for two, at two sites. While a site is lost a
   * cart with two copies has only one left.
   */
  private final class Promised implements Promise {
    @Override
    public String level(Site any) {
      return "copies(" + confirmed + ")";
    }

    @Override
    public int mishaps(Site any) {
      return grid.sites().stream().mapToInt(Site::kills).sum();
    }
  }

  @Override
  public LostSiteSummary run() throws IOException, InterruptedException {
    Reads reads;
    Recovery recovered;
    Recovery rebuilt;
    try (Replay replay = new Replay(day.shoppers(), SHOPPERS_AT_ONCE, door)) {
      timeline.moving(() -> Demo.progress(door.operations(), day.operations()));
      timeline.event(
          Style.BOLD, "open", "%,d shoppers come in".formatted(day.shoppers().size()));
      replay.goOnUntil(LOOK_AT);
      replay.awaitQuiet();
      Spread spread = look();
      replay.goOnUntil(REBUILD_BY);
      replay.awaitTime(BURN_AT);
      burn();
      reads = readElsewhere(spread.carts());
      replay.awaitTime(EVICT_BY);
      recovered = evict();
      replay.goOnUntil(Replay.END_OF_DAY);
      rebuilt = rebuild();
      replay.awaitQuiet();
    }
    return inspect(reads, recovered, rebuilt);
  }

  // ---- where the carts are

  private Map<String, Set<String>> owners(Spread spread) {
    return shards.owners(spread.carts(), grid.nodesUp());
  }

  private Spread kept() throws IOException {
    return Spread.of(grid.nodesUp(), Spread.Look.KEPT);
  }

  private Spread settled() throws IOException, InterruptedException {
    Optional<Spread> exact =
        grid.awaitSpread(Spread.Look.KEPT, spread -> spread.isExactly(owners(spread)), LIMIT);
    return exact.isPresent() ? exact.get() : kept();
  }

  private Spread look() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    timeline.moving(() -> "waiting until each cart is where it belongs");
    Spread spread = settled();
    boolean right = spread.isExactly(owners(spread));
    timeline.event(
        right ? Style.BOLD : Style.RED,
        "spread",
        "%,d operations done; %,d carts have %s, %s later"
            .formatted(
                door.operations(), spread.carts().size(), Shares.copies(spread), since(begin)));
    shares.show(spread);
    timeline.moving(() -> Demo.progress(door.operations(), day.operations()));
    return spread;
  }

  // ---- what befalls the site

  private void burn() throws IOException, InterruptedException {
    for (GridNode node : site.nodes()) {
      journal.add(new Journal.Killed(node.spec().siteIndex(), node.spec().index()));
    }
    door.cut(true);
    grid.burn(site);
    confirmed = Math.min(2, options.copies() - 1); // not before: one copy could burn
    timeline.event(
        Style.RED,
        "burnt",
        "%s: its %d nodes are killed, their disks gone; its shoppers go elsewhere"
            .formatted(site.name(), site.nodes().size()));
  }

  private Reads readElsewhere(Set<String> carts) throws InterruptedException {
    Reads reads = Reading.all(List.copyOf(carts), grid.nodesUp());
    timeline.event(
        reads.failed() == 0 ? Style.CYAN : Style.RED,
        "read",
        "%,d of %,d carts are read at the other sites, which stay open"
            .formatted(reads.served(), reads.all()));
    return reads;
  }

  private Recovery evict() throws IOException, InterruptedException {
    Map<String, Set<String>> before = shards.owners(kept().carts(), grid.nodes());
    Sent sent = grid.sent();
    long begin = System.nanoTime();
    grid.evict(site);
    confirmed = 2;
    timeline.event(
        Style.YELLOW,
        "evict",
        "an operator says that %s will not come back".formatted(site.name()));
    Recovery recovery = awaitCopies(before, begin, sent);
    tell("whole", "copied elsewhere", recovery);
    door.cut(false);
    return recovery;
  }

  private Recovery rebuild() throws IOException, InterruptedException {
    Map<String, Set<String>> before = owners(kept());
    Sent sent = grid.sent();
    long begin = grid.rebuild(site);
    timeline.event(
        Style.CYAN, "rebuilt", "%d new nodes at %s".formatted(site.nodes().size(), site.name()));
    Recovery recovery = awaitCopies(before, begin, sent);
    tell("moved", "brought there", recovery);
    return recovery;
  }

  /** Until all that was known is at the nodes that are to keep it now. */
  private Recovery awaitCopies(Map<String, Set<String>> before, long begin, Sent sentBefore)
      throws IOException, InterruptedException {
    Map<String, Set<String>> owners = shards.owners(before.keySet(), grid.nodesUp());
    Optional<Spread> after = awaitShown(owners);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    long made = after.map(spread -> spread.made(before, owners)).orElse(0L);
    return new Recovery(after.isPresent(), took, made, grid.sent().minus(sentBefore));
  }

  /** Of a cart that nobody shows it must be certain that nobody keeps anything. */
  private Optional<Spread> awaitShown(Map<String, Set<String>> owners)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      Optional<Spread> shown = grid.awaitSpread(
          Spread.Look.SHOWN,
          spread -> spread.holds(owners),
          Duration.ofNanos(end - System.nanoTime()));
      Set<String> left = new TreeSet<>(kept().carts());
      left.retainAll(owners.keySet());
      if (shown.isEmpty() || shown.get().carts().containsAll(left)) {
        return shown;
      }
    }
  }

  private void tell(String word, String moved, Recovery recovery) {
    timeline.event(
        recovery.reached() ? Style.GREEN : Style.RED,
        word,
        "each cart %s %d copies %s %,d ms; %,d copies %s"
            .formatted(
                recovery.reached() ? "has" : "has not",
                Math.min(options.copies(), grid.nodesUp().size()),
                recovery.reached() ? "after" : "even after",
                recovery.took().toMillis(),
                recovery.copies(),
                moved));
  }

  // ---- what is left

  private LostSiteSummary inspect(Reads reads, Recovery recovered, Recovery rebuilt)
      throws IOException, InterruptedException {
    timeline.event(Style.BOLD, "closed", "%,d operations done".formatted(door.operations()));
    Spread spread = look();
    timeline.moving(() -> "comparing all copies of all carts");
    boolean exact = spread.isExactly(owners(spread));
    List<Journal.Event> events = journal.events();
    Ledger ledger = Ledger.of(events);
    Sent sent = grid.sent();
    Findings findings = new Inspection(cart -> copies(cart, spread), ledger).run();
    timeline.event(
        findings.none() ? Style.GREEN : Style.RED,
        "compared",
        "all copies of %,d carts, and each once at a node that keeps none"
            .formatted(ledger.carts().size()));
    IntSummaryStatistics copies = spread.copiesOfACart();
    IntSummaryStatistics sites = spread.sitesOfACart();
    return new LostSiteSummary(
        options,
        ledger.carts().size(),
        Tally.of(events, visited -> true),
        Tally.of(events, visited -> visited.duringCut()),
        reads,
        recovered,
        rebuilt,
        exact,
        new LostSiteSummary.Bounds(copies.getMin(), copies.getMax()),
        new LostSiteSummary.Bounds(sites.getMin(), sites.getMax()),
        findings,
        sent);
  }

  /** A cart at each node that keeps it, and at one that has to ask. */
  private static List<Inspection.Copy> copies(String cart, Spread spread) {
    Set<String> keepers = spread.keepers().getOrDefault(cart, Set.of());
    List<Inspection.Copy> copies = new ArrayList<>();
    List<GridNode> others = new ArrayList<>();
    for (GridNode node : spread.nodes()) {
      if (keepers.contains(node.spec().name())) {
        copies.add(() -> node.client().cartKept(cart));
      } else {
        others.add(node);
      }
    }
    if (!others.isEmpty()) {
      GridNode other = others.get(Math.floorMod(cart.hashCode(), others.size()));
      copies.add(() -> other.client().cartText(cart));
    }
    return copies;
  }

  @Override
  public List<String> troubles() {
    return Demo.troubles(door, grid);
  }

  private static String since(long nanos) {
    return "%.1f s".formatted((System.nanoTime() - nanos) / 1e9);
  }
}
