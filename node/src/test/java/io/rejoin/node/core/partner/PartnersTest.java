package io.rejoin.node.core.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Level;
import io.rejoin.Refreshed;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.grid.Refreshing;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.frame.GroupId;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nodes that share a group find each other, wherever they stand. */
class PartnersTest {
  private static final int KEYS = 12;
  private static final Buckets TWO = new Buckets(
      Buckets.STANDARD.standard(),
      new TreeMap<>(
          Map.of(Bytes.utf8("p"), new Policy(Durability.ASYNC, Optional.empty(), Copies.of(2)))));

  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();
  private final List<TestNode> listening = new ArrayList<>();

  private TestNode start(String name, boolean listens, int weight) {
    Setting plain = Setting.of(name, "site-" + name.charAt(0), name.hashCode())
        .withBuckets(TWO)
        .withConfig(config -> weighing(config, weight));
    Setting setting = listens ? plain : plain.outboundOnly();
    TestNode[] seeds = listening.stream().limit(3).toArray(TestNode[]::new);
    TestNode node = new TestNode(network, setting, seeds);
    nodes.add(node);
    if (listens) {
      listening.add(node);
    }
    return node;
  }

  private static CoreConfig weighing(CoreConfig config, int weight) {
    Member self = config.self();
    Member other = new Member(
        self.id(),
        self.name(),
        self.site(),
        self.address(),
        weight,
        self.run(),
        self.incarnation(),
        self.status(),
        self.evictions(),
        self.links());
    return new CoreConfig(
        config.grid(),
        other,
        config.swim(),
        config.links(),
        config.deltas(),
        config.repair(),
        config.rights(),
        config.status());
  }

  private static String key(int number) {
    return "p/" + number;
  }

  private static GroupId group(TestNode at, int number) {
    return at.replicas().placing().of(TestNode.set(key(number)));
  }

  private Set<NodeId> owners(TestNode by, int number) {
    return new TreeSet<>(by.core().ownership().of(group(by, number)));
  }

  private boolean isHeldByItsOwnersAlone(int number) {
    Set<NodeId> holders = new TreeSet<>();
    nodes.stream()
        .filter(node -> node.replicas().of(group(node, number)).isPresent())
        .forEach(node -> holders.add(node.id()));
    return nodes.stream().allMatch(node -> owners(node, number).equals(holders))
        && nodes.stream()
            .filter(node -> holders.contains(node.id()))
            .allMatch(node -> node.core().isWhole(group(node, number)));
  }

  private void settle(Duration limit) {
    network.runUntil("all entries are at their owners alone", limit, () -> {
      for (int i = 0; i < KEYS; i++) {
        if (!isHeldByItsOwnersAlone(i)) {
          return false;
        }
      }
      return true;
    });
  }

  private void assertHeld(String element) {
    for (int i = 0; i < KEYS; i++) {
      Set<NodeId> owners = owners(nodes.get(0), i);
      assertEquals(2, owners.size());
      for (TestNode node : nodes) {
        assertEquals(owners.contains(node.id()), node.holds(key(i), element), node + " " + key(i));
      }
    }
  }

  private void writeEverywhere(String element) {
    for (int i = 0; i < KEYS; i++) {
      nodes.get(i % nodes.size()).add(key(i), element);
    }
  }

  @Test
  void spokesThatNeverMeetShareWhatTheyOwnOverTheirHub() {
    start("hub", true, 0);
    List.of("s1", "s2", "s3", "s4").forEach(name -> start(name, false, 100));
    network.runFor(Duration.ofSeconds(5));
    writeEverywhere("x");
    settle(Duration.ofMinutes(3));
    assertHeld("x");
    assertFalse(nodes.get(1).core().linked().contains(nodes.get(2).id()));
    network.cut((from, to) -> from.equals("s1") || to.equals("s1"));
    network.runFor(Duration.ofMinutes(1));
    writeEverywhere("y");
    network.heal();
    settle(Duration.ofMinutes(3));
    assertHeld("y");
  }

  @Test
  void aDeltaTakesTheDetourAtOnce() {
    start("hub", true, 0);
    TestNode one = start("s1", false, 100);
    TestNode other = start("s2", false, 100);
    network.runFor(Duration.ofSeconds(5));
    one.add(key(1), "x");
    settleOne(Duration.ofMinutes(3), other, "x");
    one.add(key(1), "y");
    settleOne(Duration.ofMillis(200), other, "y");
    assertTrue(other.holds(key(1), "y"));
  }

  private void settleOne(Duration limit, TestNode node, String element) {
    network.runUntil(node + " has " + element, limit, () -> node.holds(key(1), element));
  }

  @Test
  void inALargeGridOwnersAreLinkedWhereverTheyStandOnTheRings() {
    for (int i = 0; i < 60; i++) {
      start((char) ('a' + i % 5) + "-" + i, true, 100);
    }
    network.runFor(Duration.ofSeconds(20));
    writeEverywhere("x");
    settle(Duration.ofMinutes(5));
    assertHeld("x");
  }

  @Test
  void spokesOfALargeGridMeetAtANeighbour() {
    for (int i = 0; i < 50; i++) {
      start((char) ('a' + i % 5) + "-" + i, true, 0);
    }
    List.of("s1", "s2", "s3", "s4").forEach(name -> start(name, false, 100));
    network.runFor(Duration.ofSeconds(20));
    writeEverywhere("x");
    settle(Duration.ofMinutes(5));
    assertHeld("x");
  }

  @Test
  void inALargeGridAnyNodeIsToldOfAnyEntryAndOfWhatNobodyHas() {
    for (int i = 0; i < 60; i++) {
      start((char) ('a' + i % 5) + "-" + i, true, 100);
    }
    network.runFor(Duration.ofSeconds(20));
    writeEverywhere("x");
    settle(Duration.ofMinutes(5));
    network.runFor(Wholeness.TRIAL.plusSeconds(30));
    for (TestNode node : nodes.subList(20, 30)) {
      for (int i = 0; i < KEYS; i++) {
        assertEquals(Set.of("x"), read(node, key(i)));
      }
      for (int i = 0; i < 64; i++) {
        assertEquals(Set.of(), read(node, "p/nobody-" + i));
      }
    }
  }

  private Set<String> read(TestNode node, String key) {
    Refreshing question = new Refreshing(node.core(), TestNode.set(key), Level.local());
    network.runUntil(node + " is told of " + key, Duration.ofSeconds(2), question::isSettled);
    Refreshed answer = question.answer();
    assertTrue(answer.whole(), node + " " + key + " " + answer.missing());
    Set<String> read = new TreeSet<>();
    AddWinsSet.elements(answer.state()).forEach(element -> read.add(element.utf8()));
    return read;
  }
}
