package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A node that is asked for what a session has seen elsewhere. */
class CatchUpTest {
  private static final Duration LATER = Duration.ofSeconds(60);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));

  private static boolean linked(TestNode one, TestNode other) {
    return one.core().linked().contains(other.id()) && other.core().linked().contains(one.id());
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
    assertEquals(List.of(ben.replica().run()), ada.core().catchUp(seen));
    network.heal();
    network.runUntil(
        "caught up", LATER, () -> ada.core().appliedUpTo(ben.replica().run()) == 1);
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
    assertEquals(1, ada.core().catchUp(lost).size());
    TestNode wiped = new TestNode(network, Setting.of("ben", "south", 2).again(), ada);
    network.runUntil("linked", LATER, () -> linked(ada, wiped));
    network.runUntil("nobody has it", LATER, () -> ada.core().catchUp(lost).isEmpty());
    assertTrue(cleo.core().catchUp(lost).isEmpty());
  }
}
