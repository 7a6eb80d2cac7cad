package io.rejoin.node.core.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.partner.Moves.Awaited;
import io.rejoin.node.core.partner.Moves.Why;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an operator sees of moves. */
class SurveyTest {
  private static final int KEYS = 40;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();

  private TestNode start(String name, Buckets buckets) {
    return start(name, buckets, config -> config);
  }

  private TestNode start(String name, Buckets buckets, UnaryOperator<CoreConfig> more) {
    Setting setting = Setting.of(name, "site-" + name, name.hashCode())
        .withBuckets(buckets)
        .withConfig(config -> more.apply(oftenLooked(config)));
    TestNode node = new TestNode(network, setting, nodes.toArray(TestNode[]::new));
    nodes.add(node);
    return node;
  }

  private static CoreConfig oftenLooked(CoreConfig config) {
    return new CoreConfig(
        config.grid(),
        config.self(),
        config.swim(),
        config.links(),
        config.deltas(),
        config.repair(),
        config.rights(),
        Duration.ofMillis(20));
  }

  private static Buckets twoCopies() {
    Policy two = new Policy(Durability.ASYNC, Optional.empty(), Copies.of(2));
    return new Buckets(Buckets.STANDARD.standard(), new TreeMap<>(Map.of(Bytes.utf8("p"), two)));
  }

  private void fill() {
    List.of("a", "b", "c").forEach(name -> start(name, twoCopies()));
    network.runFor(Duration.ofSeconds(5));
    for (int i = 0; i < KEYS; i++) {
      nodes.get(i % 3).add("p/" + i, "x".repeat(5_000));
    }
    nodes.get(0).add("everywhere", "x");
    network.runFor(Duration.ofSeconds(1));
    nodes.forEach(node -> until(node, "in place", Moves::areDone));
  }

  private void until(TestNode node, String what, Predicate<Moves> condition) {
    network.runUntil(node.address() + ": " + what, LIMIT, () -> condition.test(moves(node)));
  }

  private static Moves moves(TestNode node) {
    return node.core().status().moves().orElseThrow();
  }

  private static boolean waitsFor(Moves moves, TestNode node, Why why) {
    return moves.awaited().stream()
        .anyMatch(each -> each.node().equals(node.id()) && each.why() == why);
  }

  private void cutOff(String name) {
    network.cut((from, to) -> from.equals(name) || to.equals(name));
  }

  @Test
  void nothingIsSaidWhereEveryNodeHoldsEverything() {
    TestNode alone = start("a", Buckets.STANDARD);
    alone.add("p/1", "x");
    network.runFor(Duration.ofSeconds(2));
    assertEquals(Optional.empty(), alone.core().status().moves());
    assertEquals(1, alone.core().status().entries());
  }

  @Test
  void entriesAreCountedInAllGroups() {
    fill();
    network.runUntil(
        "converged",
        LIMIT,
        () -> nodes.stream().allMatch(node -> node.core().status().converged()));
    long held = nodes.stream().mapToLong(node -> moves(node).entries()).sum();
    assertEquals(2 * KEYS, held);
    assertEquals(
        held + 3,
        nodes.stream().mapToLong(node -> node.core().status().entries()).sum());
  }

  @Test
  void whatLeavesWaitsForOwnersThatAreNotReached() {
    fill();
    TestNode leaver = nodes.get(0);
    cutOff("c");
    leaver.core().withdraw();
    until(leaver, "waits for c", moves -> waitsFor(moves, nodes.get(2), Why.NOT_REACHED));
    network.runFor(Duration.ofSeconds(30));
    Moves stuck = moves(leaver);
    assertEquals(0, stuck.owned());
    assertTrue(stuck.leaving() > 0 && stuck.leavingEntries() == stuck.entries(), stuck.toString());
    assertEquals(
        List.of(new Awaited(nodes.get(2).id(), Why.NOT_REACHED, stuck.leaving())), stuck.awaited());
    assertFalse(leaver.core().status().converged());
    network.heal();
    until(leaver, "nothing is left", moves -> moves.areDone() && moves.entries() == 0);
  }

  @Test
  void aNodeBeginsNoMoreSessionsThanItIsConfiguredTo() {
    fill();
    network.narrow(50_000);
    TestNode next =
        start("d", twoCopies(), config -> config.withRepair(config.repair().withShardSessions(1)));
    until(next, "is brought", moves -> moves.awaited().stream().anyMatch(Awaited::brings));
    assertEquals(1, moves(next).mostSessions());
    nodes.forEach(node -> until(node, "in place", Moves::areDone));
  }

  @Test
  void whatArrivesWaitsForWhoeverHasIt() {
    fill();
    network.narrow(50_000);
    TestNode next = start("d", twoCopies());
    until(next, "is brought", moves -> moves.awaited().stream().anyMatch(Awaited::brings));
    Moves first = moves(next);
    assertTrue(first.arriving() > 0 && first.arriving() <= first.owned(), first.toString());
    assertFalse(next.core().status().converged());
    nodes.forEach(node -> until(node, "in place", Moves::areDone));
    assertTrue(moves(next).owned() >= first.owned());
    assertEquals(List.of(), moves(next).awaited());
  }
}
