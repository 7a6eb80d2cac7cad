package io.rejoin.hazelcast.federation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.map.IMap;
import io.rejoin.grid.Grid;
import io.rejoin.grid.GridConfig;
import io.rejoin.hazelcast.Clusters;
import io.rejoin.hazelcast.GridDiscovery;
import io.rejoin.hazelcast.federation.Sites.At;
import io.rejoin.testing.Eventually;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters that split in two and merge. */
class SplitClustersTest {
  private final Sites sites = new Sites();

  @AfterEach
  void end() {
    sites.close();
  }

  private static int size(At site) {
    return site.member().getCluster().getMembers().size();
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

  /** The smaller side's entries are given up; until then it is written like the other. */
  @Test
  void whatIsWrittenDuringAMergeIsKept() throws InterruptedException {
    sites.config((config, grid) -> GridDiscovery.join(config, grid));
    At west = sites.with(sites.start("oslo", "oslo-west"));
    At east = sites.with(sites.start("oslo", "oslo-east", sites.seeds()));
    Eventually.holds("one cluster", () -> size(west) == 2 && size(east) == 2);
    sites.cut("oslo-west");
    split(west, west.grid(), east, east.grid());
    List<Writer> writers = List.of(
        new Writer("west-1-", west.orders()),
        new Writer("west-2-", west.orders()),
        new Writer("east-1-", east.orders()),
        new Writer("east-2-", east.orders()));
    writers.forEach(Thread::start);
    Eventually.holds("they write", () -> writers.stream().allMatch(each -> each.done > 100));
    sites.heal();
    Eventually.holds("merged", () -> size(west) == 2 && size(east) == 2);
    List<Integer> before = writers.stream().map(each -> each.done).toList();
    for (int i = 0; i < before.size(); i++) {
      int some = before.get(i) + 100;
      Writer writer = writers.get(i);
      Eventually.holds(writer.getName() + " writes on", () -> writer.done > some);
    }
    writers.forEach(Writer::end);
    for (Writer each : writers) {
      each.join();
    }
    sites.settled();
    Map<String, String> all = new HashMap<>();
    Set<String> missed = new HashSet<>();
    writers.forEach(each -> each.addTo(all, missed));
    Eventually.holds("all is told", () -> missed.containsAll(differing(west, all)));
    assertTrue(missed.containsAll(differing(east, all)));
  }

  /** The keys whose entries are others. */
  private static Set<String> differing(At site, Map<String, String> expected) {
    Set<String> keys = new HashSet<>(site.orders().keySet());
    keys.addAll(expected.keySet());
    Map<String, String> there = site.orders().getAll(keys);
    keys.removeIf(key -> Objects.equals(there.get(key), expected.get(key)));
    return keys;
  }

  /** Writes new entries and removes every third, if it has not been given up and is not back. */
  private static final class Writer extends Thread {
    private final IMap<String, String> orders;
    private final Set<String> missed = new HashSet<>();
    private volatile int done;
    private volatile boolean isEnded;

    Writer(String prefix, IMap<String, String> orders) {
      super(prefix);
      this.orders = orders;
    }

    void end() {
      isEnded = true;
    }

    /** What is to be there in the end, and what of that only because it could not be removed. */
    void addTo(Map<String, String> all, Set<String> unsure) {
      unsure.addAll(missed);
      for (int i = 0; i < done; i++) {
        if (i % 3 != 2) {
          all.put(getName() + i, "value");
        }
      }
    }

    @Override
    public void run() {
      for (int i = 0; !isEnded; i++) {
        String key = getName() + i;
        LockSupport.parkNanos(1_000_000); // or members do little else than write
        orders.put(key, "value");
        if (i % 3 == 2 && orders.remove(key) == null) {
          missed.add(key);
        }
        done = i + 1;
      }
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
}
