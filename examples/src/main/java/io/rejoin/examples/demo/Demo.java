package io.rejoin.examples.demo;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.demo.grid.GridNode;
import io.rejoin.examples.demo.grid.NodeSpec;
import io.rejoin.examples.demo.grid.NodeStatus.Sent;
import io.rejoin.examples.demo.grid.ShopGrid;
import io.rejoin.examples.demo.grid.Site;
import io.rejoin.examples.demo.oracle.Findings;
import io.rejoin.examples.demo.oracle.LastWriterWins;
import io.rejoin.examples.demo.oracle.Ledger;
import io.rejoin.examples.demo.oracle.LwwLoss;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The script of the demo, from the first shopper to the comparison of all carts. */
final class Demo implements Script {
  private static final double CUT_AT = 0.30;
  private static final double KILL_AT = 0.45;
  private static final double HEAL_AT = 0.85;
  private static final int PROGRESS_CELLS = 30;
  private static final int SHOPPERS_AT_ONCE = 24;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final DemoOptions options;
  private final List<Port> ports;
  private final ShoppingDay day;
  private final ShopGrid grid;
  private final Timeline timeline;
  private final Journal journal = new Journal();
  private final ShopDoor door;

  Demo(DemoOptions options, List<Port> ports, ShoppingDay day, ShopGrid grid, Timeline timeline) {
    this.options = options;
    this.ports = ports;
    this.day = day;
    this.grid = grid;
    this.timeline = timeline;
    this.door = new ShopDoor(grid.sites(), journal, Promise.WITHIN_SITE);
  }

  @Override
  public Summary run() throws IOException, InterruptedException {
    Optional<Duration> joined;
    try (Replay replay = new Replay(day.shoppers(), SHOPPERS_AT_ONCE, door)) {
      timeline.moving(this::progress);
      timeline.event(
          Style.BOLD,
          "open",
          "%,d shoppers come in, some of them walk from site to site"
              .formatted(day.shoppers().size()));
      replay.goOnUntil(HEAL_AT);
      replay.awaitTime(CUT_AT);
      cut();
      replay.awaitTime(KILL_AT);
      if (options.nodesPerSite() > 1) {
        killAndRestart();
      }
      replay.awaitQuiet();
      joined = heal();
      replay.goOnUntil(Replay.END_OF_DAY);
      replay.awaitQuiet();
    }
    timeline.moving(() -> "waiting for equal roots");
    boolean converged = grid.awaitEqualRoots(System.nanoTime(), LIMIT).isPresent();
    timeline.event(Style.BOLD, "closed", state());
    return inspect(joined.isPresent() && converged, joined.orElse(LIMIT));
  }

  private void cut() throws IOException {
    grid.cut();
    journal.add(new Journal.Cut());
    door.cut(true);
    timeline.event(
        Style.YELLOW,
        "cut",
        "after %,d operations the %d sites cannot hear each other; all stay open"
            .formatted(door.operations(), options.sites()));
  }

  /** The victim is the second node of the second site: neither the first seed nor its site. */
  private void killAndRestart() throws IOException, InterruptedException {
    GridNode victim = grid.sites().get(1).nodes().get(1);
    GridNode again = killed(victim, false);
    refilled(again, "complete");
    GridNode bare = killed(again, true);
    refilled(bare, "refilled");
  }

  private GridNode killed(GridNode victim, boolean diskToo)
      throws IOException, InterruptedException {
    NodeSpec spec = victim.spec();
    Sent sentBefore = victim.sent();
    long killed = System.nanoTime();
    grid.kill(victim);
    journal.add(new Journal.Killed(spec.siteIndex(), spec.index()));
    if (diskToo) {
      grid.loseDisk(victim);
    }
    timeline.event(
        Style.RED,
        "SIGKILL",
        spec.name() + (diskToo ? " dies, and its disk with it" : " dies; its disk is left"));
    GridNode again = grid.restart(victim, sentBefore);
    journal.add(new Journal.Restarted(spec.siteIndex(), spec.index()));
    timeline.event(
        Style.CYAN,
        "restart",
        "%s is back after %s, %s"
            .formatted(spec.name(), since(killed), diskToo ? "empty" : "from its disk"));
    return again;
  }

  private void refilled(GridNode node, String word) throws IOException, InterruptedException {
    GridNode other = grid.sites().get(node.spec().siteIndex()).nodes().get(0);
    long carts = other.client().carts();
    long ready = System.nanoTime();
    boolean has = grid.awaitCarts(node, carts, LIMIT);
    timeline.event(
        has ? Style.CYAN : Style.RED,
        word,
        "%s %s the %,d carts of its site, %s later"
            .formatted(node.spec().name(), has ? "has" : "has not", carts, since(ready)));
  }

  private Optional<Duration> heal() throws IOException, InterruptedException {
    timeline.moving(() -> "waiting for equal roots");
    grid.awaitAgreementWithinSites(LIMIT);
    timeline.event(Style.BOLD, "hold", "the shoppers wait; " + state());
    Sent sentBefore = grid.sent();
    door.cut(false);
    journal.add(new Journal.Healed());
    long healed = System.nanoTime();
    grid.heal();
    timeline.event(Style.GREEN, "heal", "the sites hear each other again");
    Optional<Duration> joined = grid.awaitEqualRoots(healed, LIMIT);
    Sent sent = grid.sent().minus(sentBefore);
    timeline.event(
        joined.isPresent() ? Style.GREEN : Style.RED,
        "joined",
        "equal roots on all %d nodes %s %,d ms (sent: deltas %.1f MB, repair %.1f MB)"
            .formatted(
                options.nodes(),
                joined.isPresent() ? "after" : "not even after",
                joined.orElse(LIMIT).toMillis(),
                sent.delta() / 1e6,
                sent.repair() / 1e6));
    timeline.moving(this::progress);
    return joined;
  }

  private String progress() {
    return progress(door.operations(), day.operations());
  }

  /** A bar for the moving line. */
  static String progress(long done, int total) {
    int filled = (int) (PROGRESS_CELLS * done / total);
    return "%s%s %,d of %,d operations"
        .formatted("█".repeat(filled), "░".repeat(PROGRESS_CELLS - filled), done, total);
  }

  private String state() throws IOException {
    int roots = grid.roots().size();
    return "%,d operations done, the %d nodes hold %s"
        .formatted(
            door.operations(),
            options.nodes(),
            roots == 1 ? "the same" : roots + " different truths");
  }

  private static String since(long nanos) {
    return "%.1f s".formatted((System.nanoTime() - nanos) / 1e9);
  }

  private Summary inspect(boolean converged, Duration healToConverge)
      throws IOException, InterruptedException {
    timeline.moving(() -> "comparing all carts on all nodes");
    Sent sent = grid.sent();
    int distinctRoots = grid.roots().size();
    List<Journal.Event> events = journal.events();
    Ledger ledger = Ledger.of(events);
    Findings findings = Inspection.at(grid.nodes(), ledger).run();
    timeline.event(
        findings.none() ? Style.GREEN : Style.RED,
        "compared",
        "%,d carts on each of %d nodes%s"
            .formatted(
                ledger.carts().size(),
                options.nodes(),
                options.engine().hasMaps() ? ", and in the map of each site" : ""));
    LastWriterWins map = new LastWriterWins(options.sites(), options.nodesPerSite());
    LwwLoss lww = LwwLoss.of(ledger, map.replay(events), events);
    return new Summary(
        options,
        ledger.carts().size(),
        Tally.of(events, visited -> true),
        Tally.of(events, visited -> visited.duringCut()),
        byNode(events),
        converged,
        healToConverge,
        distinctRoots,
        findings,
        lww,
        sent);
  }

  private List<Summary.NodeTally> byNode(List<Journal.Event> events) {
    List<Summary.NodeTally> tallies = new ArrayList<>();
    for (Site site : grid.sites()) {
      for (GridNode node : site.nodes()) {
        int siteIndex = node.spec().siteIndex();
        Tally tally = Tally.of(
            events,
            visited -> visited.duringCut()
                && visited.site() == siteIndex
                && visited.node() == node.spec().index());
        Port port = ports.get(siteIndex);
        tallies.add(new Summary.NodeTally(
            port.name() + ", " + port.country(), node.spec().name(), tally));
      }
    }
    return tallies;
  }

  @Override
  public List<String> troubles() {
    return troubles(door, grid);
  }

  /** What went wrong at the door and with the nodes. */
  static List<String> troubles(ShopDoor door, ShopGrid grid) {
    List<String> troubles = new ArrayList<>();
    String failure = door.firstFailure();
    if (failure != null) {
      troubles.add("first operation that was not served: " + failure);
    }
    List<String> crashed = grid.crashed();
    if (!crashed.isEmpty()) {
      troubles.add(crashed.stream().collect(Collectors.joining(", ", "ended by themselves: ", "")));
    }
    return troubles;
  }
}
