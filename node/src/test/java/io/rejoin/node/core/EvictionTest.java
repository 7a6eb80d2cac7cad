package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Refusal;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvictionTest {
  private static final Duration LATER = Duration.ofSeconds(60);
  private static final Duration WHILE = Duration.ofSeconds(20);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "south", 2), ada);
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), ada);

  @BeforeEach
  void meet() {
    network.runUntil("all linked", LATER, () -> linked(ada, ben) && linked(ben, cleo));
    network.runUntil("all linked", LATER, () -> linked(ada, cleo));
  }

  private static boolean linked(TestNode one, TestNode other) {
    return one.core().linked().contains(other.id()) && other.core().linked().contains(one.id());
  }

  private static boolean holdsEvicted(TestNode at, NodeId node) {
    return at.core().members().stream()
        .anyMatch(member -> member.id().equals(node) && member.evicted());
  }

  private static Optional<Refusal> ousted(TestNode node) {
    return node.core().ousted().map(why -> why.reason());
  }

  private void cutOff(TestNode node) {
    network.cut((from, to) -> from.equals(node.address()) != to.equals(node.address()));
  }

  @Test
  void everybodyHearsOfItAndTheEvictedNodeStops() {
    ada.core().evictions().evict(ben.id());
    network.runUntil("heard", LATER, () -> holdsEvicted(cleo, ben.id()) && !linked(ben, cleo));
    network.runUntil("stops", LATER, () -> ousted(ben).isPresent());
    assertEquals(Optional.of(Refusal.EVICTED), ousted(ben));
    assertEquals(Optional.empty(), ousted(ada));
    assertEquals(Optional.empty(), ousted(cleo));
  }

  @Test
  void whoWasAwayIsToldWhenItComesBack() {
    cutOff(ben);
    ada.core().evictions().evict(ben.id());
    network.runFor(WHILE);
    assertEquals(Optional.empty(), ousted(ben));
    network.heal();
    network.runUntil("stops", LATER, () -> ousted(ben).isPresent());
    assertEquals(Optional.of(Refusal.EVICTED), ousted(ben));
    assertFalse(linked(ada, ben));
  }

  /** Others may have heard of what it did: unless that is void, it is waited for for ever. */
  @Test
  void aLaterRunOfAnEvictedNodeIsOverToo() {
    cutOff(ben);
    ada.core().evictions().evict(ben.id());
    network.runFor(WHILE);
    network.kill(ben);
    network.heal();
    TestNode again = new TestNode(network, Setting.of("ben", "south", 2).again(), ada);
    network.runUntil("stops", LATER, () -> ousted(again).isPresent());
    network.runFor(WHILE);
    assertTrue(ada.core().isOver(again.replica().run()));
    assertTrue(cleo.core().isOver(again.replica().run()));
  }

  @Test
  void nobodyWaitsForItsClock() {
    cutOff(ben);
    ada.add("tags", "red");
    ada.remove("tags", "red");
    network.runFor(WHILE);
    assertTrue(ada.replica().removalCount() > 0);
    ada.core().evictions().evict(ben.id());
    network.runUntil("forgotten", LATER, () -> ada.replica().removalCount() == 0);
  }

  @Test
  void whoWasReadmittedIsAMemberAgainInAnotherRun() {
    cutOff(ben);
    ada.core().evictions().evict(ben.id());
    network.runFor(WHILE);
    ada.core().evictions().readmit(ben.id());
    network.runFor(WHILE);
    network.heal();
    network.runUntil("stops", LATER, () -> ousted(ben).isPresent());
    assertEquals(Optional.of(Refusal.SAME_NODE), ousted(ben));
    network.kill(ben);
    TestNode again = new TestNode(network, Setting.of("ben", "south", 2).again(), ada);
    network.runUntil("linked", LATER, () -> linked(ada, again) && linked(cleo, again));
    network.runFor(WHILE);
    assertEquals(Optional.empty(), ousted(again));
  }

  @Test
  void whereTwoEvictedEachOtherNobodyStops() {
    cutOff(ben);
    ada.core().evictions().evict(ben.id());
    ben.core().evictions().evict(ada.id());
    ben.core().evictions().evict(cleo.id());
    network.runFor(WHILE);
    network.heal();
    network.runFor(WHILE);
    for (TestNode node : new TestNode[] {ada, ben, cleo}) {
      assertEquals(Optional.empty(), ousted(node), node.toString());
    }
    assertFalse(linked(ada, ben));
  }

  @Test
  void nothingCanBeSaidOfOneselfOrAStranger() {
    ada.core().evictions().evict(ada.id());
    ada.core().evictions().evict(new NodeId(7, 7));
    network.runFor(WHILE);
    assertTrue(ada.core().members().stream().noneMatch(Member::evicted));
    assertTrue(linked(ada, ben));
  }
}
