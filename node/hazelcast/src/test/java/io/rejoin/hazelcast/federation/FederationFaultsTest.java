package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.MapConfig;
import io.rejoin.Codec;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.hazelcast.Clusters;
import io.rejoin.hazelcast.GridDiscovery;
import io.rejoin.hazelcast.federation.Sites.At;
import io.rejoin.testing.Eventually;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters that are cut off, split, killed and started empty. */
class FederationFaultsTest {
  private static final int MANY = 100_000;

  private final Sites sites = new Sites();

  @AfterEach
  void end() {
    sites.close();
  }

  @Test
  void threeSitesOfTwoMembersWriteAllOfThemThroughACut() {
    List<At> all = List.of(
        sites.start("oslo"),
        sites.start("oslo"),
        sites.start("rig"),
        sites.start("rig"),
        sites.start("ship"),
        sites.start("ship"));
    all.forEach(each -> Eventually.holds("two of " + each.grid(), () -> size(each) == 2));
    all.get(0).stock().set("crew", Codec.string()).add("anna");
    all.forEach(each -> each.counts("none", 0));
    Eventually.holds(
        "anna is known",
        () -> all.get(4).stock().set("crew", Codec.string()).value().equals(Set.of("anna")));
    sites.cut("rig", "ship");
    for (int i = 0; i < all.size(); i++) {
      At each = all.get(i);
      for (int k = 0; k < 20; k++) {
        each.stock().counter("count-" + k).add(i + 1);
        each.orders().put("order-" + i + "-" + k, "of " + i);
      }
      each.stock().set("crew", Codec.string()).add("name-" + i);
    }
    all.get(2).stock().set("crew", Codec.string()).remove("anna");
    all.get(4).stock().set("crew", Codec.string()).add("anna"); // concurrently: stays
    sites.heal();
    for (At each : all) {
      each.has(120);
      for (int k = 0; k < 20; k++) {
        each.counts("count-" + k, 21);
      }
      Eventually.holds(
          "crew at " + each.grid(),
          () -> each.stock().set("crew", Codec.string()).value().size() == 7);
    }
  }

  private static int size(At site) {
    return site.member().getCluster().getMembers().size();
  }

  @Test
  void aMemberIsKilledWithChangesThatItToldNobody() throws IOException, InterruptedException {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    int[] acknowledged = new int[3];
    for (int kill = 0; kill < acknowledged.length; kill++) {
      sites.cut("rig");
      acknowledged[kill] = KilledMember.acknowledged("kill-" + kill, "oslo", 300, sites.seeds());
      Eventually.holds("alone", () -> size(oslo) == 1);
      sites.heal();
    }
    for (int kill = 0; kill < acknowledged.length; kill++) {
      for (int i = 0; i < acknowledged[kill]; i++) {
        rig.has(KilledMember.order("kill-" + kill, i), "value-" + i);
      }
    }
    Eventually.holds("the same", () -> rig.orders().size() == oslo.orders().size());
    int all = rig.orders().size();
    rig.counts(KilledMember.COUNTER, oslo.stock().counter(KilledMember.COUNTER).value());
    long counted = rig.stock().counter(KilledMember.COUNTER).value();
    assertTrue(
        counted <= all && counted >= all - acknowledged.length,
        "the last one before a kill may not have been done: " + counted + " of " + all);
  }

  @Test
  void aWholeSiteIsKilledAndStartedEmpty() {
    At oslo = sites.start("oslo");
    At rig = sites.start("rig");
    for (int i = 0; i < 200; i++) {
      rig.orders().put("order-" + i, "value-" + i);
      rig.stock().counter("sku-" + i).add(i);
    }
    oslo.has(200);
    oslo.counts("sku-199", 199);
    sites.end(rig);
    oslo.orders().put("order-0", "later");
    oslo.orders().remove("order-1");
    At again = sites.start("rig");
    again.has(199);
    again.has("order-0", "later");
    again.lacks("order-1");
    again.counts("sku-150", 150);
    Eventually.holds("all are kept", () -> oslo.orders().size() == 199);
  }

  @Test
  void aSiteSplitsDuringTheCut() {
    sites.config((config, grid) -> GridDiscovery.join(config, grid));
    At rig = sites.with(sites.start("rig", "rig"));
    At west = sites.with(sites.start("oslo", "oslo-west", sites.seeds()));
    At east = sites.with(sites.start("oslo", "oslo-east", sites.seeds()));
    Eventually.holds("one cluster", () -> size(west) == 2 && size(east) == 2);
    sites.cut("rig", "oslo-west", "oslo-east");
    split(west, west.grid(), east, east.grid());
    for (int i = 0; i < 50; i++) {
      rig.orders().put("rig-" + i, "x");
      west.orders().put("west-" + i, "x");
      east.orders().put("east-" + i, "x");
      west.stock().counter("sku-" + i).add(1);
      east.stock().counter("sku-" + i).add(2);
      rig.stock().counter("sku-" + i).add(3);
    }
    west.orders().put("both", "of the west");
    sites.settled();
    east.orders().put("both", "of the east");
    sites.settled();
    sites.heal();
    Eventually.holds("merged", () -> size(west) == 2 && size(east) == 2);
    for (At each : List.of(rig, west, east)) {
      each.has(151);
      each.has("both", "of the east");
      for (int i = 0; i < 50; i++) {
        each.counts("sku-" + i, 6);
      }
    }
    assertEquals(List.of("of the west"), losers(rig));
  }

  /** Their members find each other by these nodes, which must not know of each other by then. */
  private static void split(At one, Grid finder, At other, Grid otherFinder) {
    Eventually.holds("cut", () -> !sees(finder, otherFinder) && !sees(otherFinder, finder));
    Clusters.part(one.member(), other.member());
    Eventually.holds("split", () -> size(one) == 1 && size(other) == 1);
  }

  private static boolean sees(Grid grid, Grid other) {
    return grid.members().stream()
        .anyMatch(row -> row.id().equals(other.id()) && row.status().isPresent());
  }

  /** Then a merged value's node has never heard of it, and what it agreed on there comes apart. */
  @Test
  void aSiteMergesBeforeItsNodesMeet() {
    try (Grid finder = finder("west");
        Grid otherFinder = finder("east", finder.address().orElseThrow())) {
      sites.config((config, grid) ->
          GridDiscovery.join(config, grid.config().site().equals("west") ? finder : otherFinder));
      At west = sites.with(sites.start("oslo", "west"));
      At east = sites.with(sites.start("oslo", "east", sites.seeds()));
      Eventually.holds("one cluster", () -> size(west) == 2 && size(east) == 2);
      west.orders().put("stays", "x");
      west.orders().put("goes", "x");
      sites.settled();
      Eventually.holds("told", () -> east.grid().keys(Sites.ORDERS).size() == 2);
      sites.cut("west");
      finder.cut(List.of("west"));
      otherFinder.cut(List.of("west"));
      split(west, finder, east, otherFinder);
      west.orders().put("both", "of the west");
      west.orders().remove("goes");
      sites.settled();
      east.orders().put("both", "of the east");
      sites.settled();

      finder.heal();
      otherFinder.heal();
      Eventually.holds("merged", () -> size(west) == 2 && size(east) == 2);
      sites.settled();
      sites.heal();
      for (At each : List.of(west, east)) {
        each.has("both", "of the east");
        each.has("stays", "x");
        each.lacks("goes");
      }
      assertEquals(List.of("of the west"), losers(west));
      assertEquals(List.of("of the west"), losers(east));
      sites.close();
    }
  }

  /** A node of another grid, by which members find each other. */
  private static Grid finder(String site, String... seeds) {
    return Grid.start(GridConfig.named("finders")
        .site(site)
        .listen("127.0.0.1:0")
        .seeds(seeds)
        .allowDrill(true));
  }

  /** What was written to "both" and does not show. */
  private List<String> losers(At one) {
    Conflicts<String, String> conflicts = Conflicts.of(one.grid(), sites.orders());
    Eventually.holds("there is a conflict", () -> conflicts.of("both").isPresent());
    return conflicts.of("both").orElseThrow().others().stream()
        .map(Conflicts.Conflict.Written::value)
        .toList();
  }

  @Test
  void aHundredThousandEntriesFillAnEmptySite() {
    sites.config((config, grid) -> {
      config.addMapConfig(new MapConfig(Sites.ORDERS).setBackupCount(0));
      Clusters.byAddress(config);
    });
    At oslo = sites.start("oslo");
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      all.put("order-" + i, "value-" + i);
    }
    long begin = System.nanoTime();
    oslo.orders().putAll(all);
    long put = System.nanoTime();
    for (int left = 9; left >= 0; left--) {
      int most = MANY / 10 * left;
      Eventually.holds(most + " wait", () -> oslo.federation().counts().waiting() <= most);
    }
    long told = System.nanoTime();
    At rig = sites.start("rig");
    for (int tenth = 1; tenth <= 10; tenth++) {
      int some = MANY / 10 * tenth;
      Eventually.holds(some + " of them", () -> rig.orders().size() >= some);
    }
    System.out.printf(
        "%,d entries: put in %.1f s, in the grid %.1f s later, at an empty site %.1f s after its"
            + " start began%n",
        MANY, (put - begin) / 1e9, (told - put) / 1e9, (System.nanoTime() - told) / 1e9);
    assertEquals(all, rig.orders().getAll(all.keySet()));
  }
}
