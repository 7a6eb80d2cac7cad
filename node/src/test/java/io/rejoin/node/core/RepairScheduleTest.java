package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who repairs with whom, and what it costs. */
class RepairScheduleTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int ENTRIES = 1_000;

  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();

  private void start(String... places) {
    for (String place : places) {
      int at = place.indexOf('@');
      TestNode[] seeds = nodes.isEmpty() ? new TestNode[0] : new TestNode[] {nodes.get(0)};
      long seed = 100L * (nodes.size() + 1);
      Setting setting = Setting.of(place.substring(0, at), place.substring(at + 1), seed);
      nodes.add(new TestNode(network, setting, seeds));
    }
  }

  private void settle() {
    network.runFor(Duration.ofSeconds(8));
  }

  private void write(TestNode at, String prefix) {
    for (int i = 0; i < ENTRIES; i++) {
      at.add(prefix + i, "element");
    }
    network.runFor(Duration.ofSeconds(1));
  }

  private long repairBytes() {
    return network.running().stream()
        .mapToLong(node -> node.core().status().traffic().repair().out())
        .sum();
  }

  private boolean sameRoots() {
    return network.running().stream().map(TestNode::root).distinct().count() == 1;
  }

  private void cut(String site) {
    network.cut((from, to) -> siteOf(from).equals(site) != siteOf(to).equals(site));
    network.runFor(Duration.ofSeconds(30));
  }

  private String siteOf(String name) {
    return nodes.stream()
        .filter(n -> n.address().equals(name))
        .findFirst()
        .orElseThrow()
        .site();
  }

  @Test
  void aNodeWithoutAnythingFetchesEverythingOnce() {
    start("a@north", "b@north", "c@south", "d@south");
    settle();
    write(nodes.get(0), "key-");
    final long before = repairBytes();
    final long began = network.now();

    start("e@south");
    network.runUntil("the same roots", LIMIT, this::sameRoots);
    final long took = (network.now() - began) / 1_000_000;
    network.runFor(Duration.ofSeconds(1));

    long each = (repairBytes() - before) / ENTRIES;
    assertTrue(took < 3_000, took + " ms");
    assertTrue(each < 100, each + " bytes of repair per entry");
  }

  @Test
  void afterAHealOnePairOfTwoSitesRepairsAndTheOthersHearFromIt() {
    start("a@north", "b@north", "c@north", "d@south", "e@south", "f@south");
    settle();
    cut("south");
    write(nodes.get(0), "north-");
    write(nodes.get(3), "south-");
    final long before = repairBytes();
    final long began = network.now();

    network.heal();
    network.runUntil("the same roots", LIMIT, this::sameRoots);
    final long took = (network.now() - began) / 1_000_000;
    network.runFor(Duration.ofSeconds(1));

    long each = (repairBytes() - before) / (2 * ENTRIES);
    assertTrue(each < 300, each + " bytes of repair per entry, of which six nodes lack 3,000");
    assertTrue(took < 1_000, took + " ms from heal to equal roots");
  }

  @Test
  void anIdleGridSaysLittle() {
    start("a@north", "b@north", "c@south");
    settle();
    write(nodes.get(0), "key-");
    network.runFor(Duration.ofSeconds(10));
    long before = allBytes();

    network.runFor(Duration.ofMinutes(1));

    assertTrue(allBytes() - before < 200_000, allBytes() - before + " bytes in a minute");
  }

  private long allBytes() {
    return network.running().stream()
        .map(node -> node.core().status().traffic())
        .mapToLong(t -> t.repair().out() + t.delta().out() + t.membership().out())
        .sum();
  }
}
