package io.rejoin.node.core.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.bundle.Salvage;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that leaves in good order gives away first what it holds. */
class LeavingTest {
  private static final int KEYS = 20;

  private final TestNetwork network = new TestNetwork();
  private final List<TestNode> nodes = new ArrayList<>();

  @BeforeEach
  void begin() {
    Policy two = new Policy(Durability.ASYNC, Optional.empty(), Copies.of(2));
    Buckets buckets =
        new Buckets(Buckets.STANDARD.standard(), new TreeMap<>(Map.of(Bytes.utf8("p"), two)));
    for (String name : List.of("a", "b", "c")) {
      Setting setting = Setting.of(name, "site-" + name, name.hashCode()).withBuckets(buckets);
      nodes.add(new TestNode(network, setting, nodes.toArray(TestNode[]::new)));
    }
    network.runFor(Duration.ofSeconds(5));
    for (int i = 0; i < KEYS; i++) {
      nodes.get(i % 3).add("p/" + i, "x");
    }
    network.runFor(Duration.ofSeconds(30));
  }

  @Test
  void theOthersHaveAllWhenItGoes() {
    TestNode leaver = nodes.get(0);
    assertTrue(leaver.replicas().leftover().isPresent());
    leaver.core().withdraw();
    network.runUntil(
        "handed over",
        Duration.ofSeconds(30),
        () -> leaver.replicas().leftover().isEmpty());
    leaver.core().leave();
    network.kill(leaver);
    for (int i = 0; i < KEYS; i++) {
      assertTrue(nodes.get(1).holds("p/" + i, "x"), "p/" + i);
      assertTrue(nodes.get(2).holds("p/" + i, "x"), "p/" + i);
    }
    assertFalse(leaver.said("entries in"));
  }

  @Test
  void whatIsLeftOfShardsIsNotEnteredAmongWhatEveryNodeHolds() {
    TestNode heir = nodes.get(1);
    State left = nodes.get(0).replicas().state(TestNode.set("p/0"));
    Salvage.Find found =
        heir.core().bundles().enter(nodes.get(2).id(), Set.of()).enter(TestNode.set("p/0"), left);
    assertEquals(1, found.leftOut());
    assertTrue(heir.replica().state(TestNode.set("p/0")).isEmpty());
  }

  @Test
  void whatNobodyCouldTakeItNamesAndKeeps() {
    TestNode leaver = nodes.get(0);
    network.cut((from, to) -> from.equals("c") || to.equals("c"));
    leaver.core().withdraw();
    network.runFor(Duration.ofMinutes(1));
    leaver.core().leave();
    assertTrue(leaver.said("are not, or not yet, with all of their owners"));
    assertTrue(leaver.replicas().leftover().isPresent());
  }
}
