package io.rejoin.node.core.partner;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.membership.placement.Copies;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.core.shard.Buckets.Policy;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that comes with nothing does not say that there is nothing. */
class ComingTest {
  private static final int KEYS = 40;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final TestNetwork network = new TestNetwork();
  private TestNode first = start("a");
  private final TestNode second = start("b", first);
  private final TestNode third = start("c", first);

  private TestNode start(String name, TestNode... seeds) {
    Policy two = new Policy(Durability.ASYNC, Optional.empty(), Copies.of(2));
    Buckets buckets =
        new Buckets(Buckets.STANDARD.standard(), new TreeMap<>(Map.of(Bytes.utf8("p"), two)));
    Setting setting = Setting.of(name, "site-" + name, network.now() + name.hashCode());
    return new TestNode(network, setting.withBuckets(buckets), seeds);
  }

  @BeforeEach
  void fill() {
    network.runFor(Duration.ofSeconds(5));
    for (int i = 0; i < KEYS; i++) {
      List.of(first, second, third).get(i % 3).add("p/" + i, "x".repeat(5_000));
    }
    network.runFor(Duration.ofSeconds(30));
    network.narrow(50_000);
  }

  /** Whether a node has all that it owns; it must never say so falsely. */
  private static boolean isThere(TestNode node) {
    boolean there = true;
    for (int i = 0; i < KEYS; i++) {
      GroupId group = node.replicas().placing().of(TestNode.set("p/" + i));
      boolean holds = node.holds("p/" + i, "x".repeat(5_000));
      boolean owns = node.core().ownership().owns(node.id(), group);
      assertFalse(node.core().isWhole(group) && !holds, "p/" + i + " is said to be nowhere");
      assertFalse(node.core().reach().shows(group) && !holds, "p/" + i + " is shown as nothing");
      there &= holds || !owns;
    }
    return there && node.core().members().size() > 1;
  }

  @Test
  void oneThatIsNew() {
    TestNode fresh = start("d", first);
    network.runUntil("d has its share", LIMIT, () -> isThere(fresh));
    assertTrue(fresh.core().reach().isCalm());
  }

  @Test
  void oneThatIsDialledByThoseWhoKnowIt() {
    network.kill(first);
    network.runFor(Duration.ofSeconds(1));
    first = start("a");
    TestNode wiped = first;
    network.runUntil("a has met the others", LIMIT, () -> wiped.core().linked().size() == 2);
    network.runUntil("a has its share again", LIMIT, () -> isThere(wiped));
  }
}
