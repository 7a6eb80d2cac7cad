package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.Store;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which run of a node is over is not said by rows, which come in any order. */
class RunsTest {
  private static final Duration LATER = Duration.ofSeconds(60);
  private static final Duration WHILE = Duration.ofSeconds(30);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));

  private static boolean linked(TestNode one, TestNode other) {
    return one.core().linked().contains(other.id()) && other.core().linked().contains(one.id());
  }

  private void onlyBetween(Set<String> some) {
    network.cut((from, to) -> !(some.contains(from) && some.contains(to)));
  }

  @Test
  void whoHearsOfAnEarlierRunLastKnowsAllTheSameThatTheLaterOneLives() {
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2), ada);
    for (int i = 0; i < 5; i++) {
      network.heal();
      network.runUntil("linked", LATER, () -> linked(ada, ben));
      network.runFor(Duration.ofSeconds(2));
      onlyBetween(Set.of());
      network.runUntil("parted", LATER, () -> ada.core().linked().isEmpty());
    }
    network.kill(ben);
    TestNode again = new TestNode(network, Setting.of("ben", "south", 2).again());
    TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), again, ada);
    onlyBetween(Set.of("ben", "cleo"));
    network.runUntil("linked", LATER, () -> linked(again, cleo));
    again.count("visits", 1);
    onlyBetween(Set.of("ada", "cleo"));
    network.runUntil("linked", LATER, () -> linked(ada, cleo));
    network.runFor(WHILE);
    again.count("visits", 1);
    network.heal();
    network.runUntil("all linked", LATER, () -> linked(ada, again) && linked(cleo, again));
    network.runFor(WHILE);
    again.count("visits", 1);
    network.runFor(WHILE);
    for (TestNode node : List.of(ada, again, cleo)) {
      assertEquals(3, node.counted("visits"), node.toString());
      assertTrue(node.core().ousted().isEmpty(), node.toString());
      assertTrue(!node.core().isOver(again.replica().run()), node.toString());
    }
  }

  @Test
  void aBackupComesBackBesideTheNodeThatItWasMadeOf() {
    MemoryStore store = new MemoryStore();
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2).withStore(store), ada);
    network.runUntil("linked", LATER, () -> linked(ada, ben));
    ben.count("visits", 1);
    network.runFor(WHILE);
    Setting copy = Setting.of("dora", "west", 3).withStore(store.copy());
    TestNode restored = new TestNode(network, copy, ada);
    network.runUntil("linked", LATER, () -> linked(ben, restored));
    restored.count("visits", 1);
    network.runFor(WHILE);
    ben.count("visits", 1);
    network.runFor(WHILE);
    for (TestNode node : List.of(ada, ben, restored)) {
      assertEquals(3, node.counted("visits"), node.toString());
      assertTrue(node.core().ousted().isEmpty(), node.toString());
    }
  }

  /** What it did since that image, which others have, it would count twice. */
  @Test
  void aNodeRolledBackToBeforeItMetAnybodyCountsOnOnlyOnceItHasAsked() {
    MemoryStore store = new MemoryStore();
    onlyBetween(Set.of());
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2).withStore(store), ada);
    ben.count("visits", 1);
    network.runFor(WHILE);
    MemoryStore image = store.copy();
    network.heal();
    network.runUntil("linked", LATER, () -> linked(ada, ben));
    ben.count("visits", 1);
    network.runFor(WHILE);
    network.kill(ben);
    onlyBetween(Set.of());
    TestNode old = new TestNode(network, Setting.of("ben", "south", 3).withStore(image), ada);
    network.runFor(WHILE);
    old.count("visits", 1);
    network.heal();
    network.runUntil("linked", LATER, () -> linked(ada, old));
    network.runFor(WHILE);
    assertEquals(List.of(3L, 3L), List.of(ada.counted("visits"), old.counted("visits")));
    old.count("visits", 1);
    assertEquals(4, old.counted("visits"));
    assertEquals(1, old.replica().state(TestNode.counter("visits")).size());
  }

  @Test
  void aNodeOverABackupForgetsNothingThatItsOriginalHasNotApplied() {
    MemoryStore store = new MemoryStore();
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2).withStore(store));
    ben.add("tags", "red");
    network.runFor(WHILE);
    onlyBetween(Set.of());
    Setting copy = Setting.of("dora", "west", 3).withStore(store.copy());
    TestNode restored = new TestNode(network, copy);
    restored.remove("tags", "red");
    network.runFor(WHILE);
    assertTrue(restored.replica().removalCount() > 0);
    network.heal();
  }

  @Test
  void aClockThatDamageMadeVoidIsNotTrustedByALaterStart() {
    MemoryStore store = new MemoryStore();
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2).withStore(store), ada);
    network.runFor(WHILE);
    ben.add("tags", "red");
    network.runFor(WHILE);
    onlyBetween(Set.of());
    for (int start = 3; start < 6; start++) {
      network.kill(ben);
      ben = new TestNode(network, Setting.of("ben", "south", start).withStore(damaged(store)));
      assertEquals(Clock.EMPTY, ben.replica().clock());
    }
  }

  private static Store damaged(Store store) {
    return new PassThrough(store) {
      @Override
      public List<String> damaged() {
        return List.of("something");
      }
    };
  }

  private static SortedMap<ReplicaId, Long> upTo(ReplicaId run, long number) {
    return new TreeMap<>(Map.of(run, number));
  }

  @Test
  void whatOthersHaveIsWaitedFor() {
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2), ada);
    network.runUntil("linked", LATER, () -> linked(ada, ben));
    network.cut((from, to) -> true);
    ben.count("visits", 1);
    SortedMap<ReplicaId, Long> seen = upTo(ben.replica().run(), 1);
    assertEquals(List.of(ben.replica().run()), ada.core().catchUp(GroupId.ALL, seen));
    network.heal();
    network.runUntil(
        "caught up",
        LATER,
        () -> ada.core().appliedUpTo(GroupId.ALL, ben.replica().run()) == 1);
  }

  @Test
  void whatDiedWithItsMachineIsNotWaitedForOnceEveryMemberHasSaidSo() {
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 2), ada);
    TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), ada);
    network.runUntil("linked", LATER, () -> linked(ada, ben) && linked(ada, cleo));
    network.runFor(Duration.ofSeconds(3));
    network.cut((from, to) -> from.equals("ben") || to.equals("ben"));
    ben.count("visits", 1);
    SortedMap<ReplicaId, Long> lost = upTo(ben.replica().run(), 1);
    network.kill(ben);
    network.heal();
    assertEquals(1, ada.core().catchUp(GroupId.ALL, lost).size());
    TestNode wiped = new TestNode(network, Setting.of("ben", "south", 2).again(), ada);
    network.runUntil("linked", LATER, () -> linked(ada, wiped));
    network.runUntil(
        "nobody has it", LATER, () -> ada.core().catchUp(GroupId.ALL, lost).isEmpty());
    assertTrue(cleo.core().catchUp(GroupId.ALL, lost).isEmpty());
  }

  @Test
  void whoLostItsDiskTakesNothingForVoidWhileAnotherWaitsForAThird() {
    MemoryStore store = new MemoryStore();
    TestNode ben = new TestNode(network, Setting.of("ben", "south", 20).withStore(store), ada);
    TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 30), ada, ben);
    network.runUntil("linked", LATER, () -> linked(ada, ben) && linked(ada, cleo));
    ReplicaId lost = ada.replica().run();
    ada.count("visits", 1);
    ada.add("tags", "red");
    network.runFor(WHILE);
    onlyBetween(Set.of("ada", "ben"));
    network.kill(ada);
    network.kill(ben);
    store.delete(TestNode.counter("visits"));
    TestNode damaged =
        new TestNode(network, Setting.of("ben", "south", 20).again().withStore(damaged(store)));
    TestNode wiped = new TestNode(network, Setting.of("ada", "north", 10).again(), damaged);
    network.runUntil("linked", LATER, () -> linked(damaged, wiped));
    network.runFor(WHILE);
    assertTrue(wiped.replica().state(TestNode.set("tags")).size() > 0);
    assertFalse(wiped.replica().clock().covers(lost, 1));
    network.heal();
    network.runUntil("all there", LATER, () -> wiped.counted("visits") == 1);
  }
}
