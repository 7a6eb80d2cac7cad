package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of which not every node has a copy. */
class GroupsTest {
  private static final int KEYS = 60;

  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();

  static Buckets copies(int count) {
    Policy policy = new Policy(Durability.ASYNC, Optional.empty(), Copies.of(count));
    return new Buckets(Buckets.STANDARD.standard(), new TreeMap<>(Map.of(Bytes.utf8("p"), policy)));
  }

  private TestNode start(String name, int copies) {
    Setting setting =
        Setting.of(name, "site-" + name.charAt(0), name.hashCode()).withBuckets(copies(copies));
    TestNode node = new TestNode(network, setting, nodes.toArray(TestNode[]::new));
    nodes.add(node);
    return node;
  }

  private static String key(int number) {
    return "p/" + number;
  }

  private static EntryKey entry(int number) {
    return TestNode.set(key(number));
  }

  private Set<NodeId> owners(TestNode by, int number) {
    GroupId group = by.replicas().placing().of(entry(number));
    return new TreeSet<>(by.core().groups().others().ownership().of(group));
  }

  private boolean isHeldByItsOwnersAlone(int number) {
    Set<NodeId> holders = new TreeSet<>();
    for (TestNode node : nodes) {
      GroupId group = node.replicas().placing().of(entry(number));
      if (node.core().groups().find(group).filter(Group::isWhole).isPresent()) {
        holders.add(node.id());
      }
    }
    return nodes.stream().allMatch(node -> owners(node, number).equals(holders));
  }

  private void settle() {
    network.runUntil("all entries are at their owners alone", Duration.ofMinutes(5), () -> {
      for (int i = 0; i < KEYS; i++) {
        if (!isHeldByItsOwnersAlone(i)) {
          return false;
        }
      }
      return true;
    });
  }

  private void allSay(String what, Predicate<StatusView> condition) {
    network.runUntil(
        what,
        Duration.ofMinutes(5),
        () -> nodes.stream().allMatch(node -> condition.test(node.core().status())));
  }

  private void assertHeld(int number, String element) {
    for (TestNode node : nodes) {
      if (owners(node, number).contains(node.id())) {
        assertTrue(node.holds(key(number), element), node.address() + " " + key(number));
      }
    }
  }

  @Test
  void whatIsWrittenAnywhereGetsToItsOwnersAndStaysWithThemAlone() {
    List.of("a1", "a2", "b1", "b2", "c1").forEach(name -> start(name, 2));
    network.runFor(Duration.ofSeconds(5));
    for (int i = 0; i < KEYS; i++) {
      nodes.get(i % 5).add(key(i), "x");
    }
    network.runFor(Duration.ofSeconds(1));
    settle();
    for (int i = 0; i < KEYS; i++) {
      assertEquals(2, owners(nodes.get(0), i).size());
      assertHeld(i, "x");
    }
    allSay(
        "converged, nothing moves",
        status -> status.converged()
            && status.moves().orElseThrow().areDone()
            && status.entries() == status.moves().orElseThrow().entries());
    assertEquals(
        2 * KEYS,
        nodes.stream().mapToLong(node -> node.core().status().entries()).sum());
  }

  @Test
  void entriesFollowTheirOwnersWhenNodesJoinAndAreEvicted() {
    List.of("a1", "a2", "b1").forEach(name -> start(name, 2));
    network.runFor(Duration.ofSeconds(5));
    for (int i = 0; i < KEYS; i++) {
      nodes.get(i % 3).add(key(i), "x");
    }
    network.runFor(Duration.ofSeconds(2));
    start("b2", 2);
    start("c1", 2);
    network.runFor(Duration.ofSeconds(5));
    settle();
    TestNode gone = nodes.remove(1);
    network.kill(gone);
    nodes.get(0).core().evictions().evict(gone.id());
    network.runFor(Duration.ofSeconds(5));
    settle();
    for (int i = 0; i < KEYS; i++) {
      assertHeld(i, "x");
    }
    allSay("converged", StatusView::converged);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 345, 780, 956, 1147})
  void nothingIsLostAndNothingComesBackWhateverHappens(long seed) {
    Chaos chaos = new Chaos(seed);
    chaos.run();
    chaos.settle();
  }

  /**
   * Nodes that hold two copies of each entry, and what befalls them: writes, cuts, restarts
   * and newcomers. No disk is lost, so in the end everything is at its owners, and nowhere else.
   */
  static final class Chaos {
    private static final int STEPS = 120;
    private static final int KEYS = 12;
    private static final int MOST_NODES = 7;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final long seed;
    private final SplittableRandom random;
    private final TestNetwork network = new TestNetwork();
    private final List<TestNode> nodes = new ArrayList<>();
    private final Map<String, MemoryStore> disks = new HashMap<>();
    private final Map<String, Integer> live = new TreeMap<>();
    private final Map<String, Integer> removed = new TreeMap<>();
    private int starts;

    Chaos(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed);
    }

    void run() {
      for (int i = 0; i < 4; i++) {
        start("n" + i);
      }
      network.runFor(Duration.ofSeconds(3));
      for (int step = 0; step < STEPS; step++) {
        step("e" + step);
      }
      network.heal();
    }

    private void step(String element) {
      TestNode node = nodes.get(random.nextInt(nodes.size()));
      switch (random.nextInt(14)) {
        case 0 -> cut(random.nextInt(1 << nodes.size()));
        case 1, 2 -> network.heal();
        case 3 -> {
          network.kill(node);
          nodes.remove(node);
          start(node.address());
        }
        case 4 -> {
          if (nodes.size() < MOST_NODES) {
            start("n" + starts);
          }
        }
        case 5, 6, 7, 8 -> {
          int key = random.nextInt(KEYS);
          node.add(name(key), element);
          live.put(element, key);
        }
        case 9, 10 -> removeSome(node);
        default -> network.runFor(Duration.ofMillis(random.nextInt(3_000)));
      }
    }

    private void start(String name) {
      Setting setting = Setting.of(name, "site-" + name, seed * 1_000_003 + ++starts)
          .withBuckets(copies(2))
          .withStore(disks.computeIfAbsent(name, any -> new MemoryStore()));
      nodes.add(new TestNode(network, setting, nodes.toArray(TestNode[]::new)));
    }

    private void cut(int sides) {
      List<String> names = nodes.stream().map(TestNode::address).toList();
      network.cut(
          (one, other) -> (sides >> names.indexOf(one) & 1) != (sides >> names.indexOf(other) & 1));
    }

    private void removeSome(TestNode node) {
      for (Map.Entry<String, Integer> each : new TreeMap<>(live).entrySet()) {
        if (node.holds(name(each.getValue()), each.getKey()) && random.nextInt(3) == 0) {
          node.remove(name(each.getValue()), each.getKey());
          live.remove(each.getKey());
          removed.put(each.getKey(), each.getValue());
        }
      }
    }

    /** Waits until everything is where it belongs. */
    void settle() {
      network.runUntil(
          "seed " + seed + ": everything at its owners, and only there",
          LIMIT,
          () -> nodes.stream().allMatch(this::isRight));
    }

    private boolean isRight(TestNode node) {
      for (int key = 0; key < KEYS; key++) {
        GroupId group = node.replicas().placing().of(entry(key));
        List<NodeId> owners = node.core().groups().others().ownership().of(group);
        if (!owners.contains(node.id()) && node.replicas().of(group).isPresent()) {
          return false;
        }
        if (owners.contains(node.id()) && !hasAll(node, key)) {
          return false;
        }
      }
      return true;
    }

    private boolean hasAll(TestNode node, int key) {
      return live.entrySet().stream()
              .filter(each -> each.getValue() == key)
              .allMatch(each -> node.holds(name(key), each.getKey()))
          && removed.entrySet().stream()
              .filter(each -> each.getValue() == key)
              .noneMatch(each -> node.holds(name(key), each.getKey()));
    }

    private static String name(int key) {
      return "p/" + key;
    }

    private static EntryKey entry(int key) {
      return TestNode.set(name(key));
    }
  }
}
