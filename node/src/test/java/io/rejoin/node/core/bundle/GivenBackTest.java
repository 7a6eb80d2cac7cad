package io.rejoin.node.core.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ada was cut off and died; what was kept beside her is given back to Ben, or to Cleo too. */
class GivenBackTest {
  private static final Duration LATER = Duration.ofSeconds(60);
  private static final Duration WHILE = Duration.ofSeconds(20);
  private static final EntryKey TAGS = TestNode.set("tags");
  private static final EntryKey VISITS = TestNode.counter("visits");

  private final TestNetwork network = new TestNetwork();
  private final MemoryStore disk = new MemoryStore();
  private final Setting adas = Setting.of("ada", "north", 10).withStore(disk);
  private final TestNode ben = new TestNode(network, Setting.of("ben", "south", 20));
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 30), ben);
  private final TestNode ada = new TestNode(network, adas, ben, cleo);
  private final ReplicaId run = ada.replica().run();

  @BeforeEach
  void meet() {
    network.runUntil(
        "all linked",
        LATER,
        () -> List.of(ada, ben, cleo).stream()
            .allMatch(node -> node.core().linked().size() == 2));
  }

  private void alone(TestNode node) {
    network.runFor(WHILE);
    network.cut((from, to) -> from.equals(node.address()) != to.equals(node.address()));
  }

  private void adaDies() {
    network.runFor(WHILE);
    network.kill(ada);
    network.heal();
  }

  private TestNode adaComesBack(Setting setting) {
    TestNode again = new TestNode(network, setting, ben, cleo);
    network.runUntil("linked", LATER, () -> again.core().linked().size() == 2);
    network.runFor(WHILE);
    return again;
  }

  private static State kept(TestNode beside, EntryKey key) {
    return beside.replica().state(key);
  }

  private void same(TestNode... nodes) {
    network.runFor(WHILE);
    network.runUntil(
        "the same",
        LATER,
        () -> List.of(nodes).stream().map(TestNode::root).distinct().count() == 1);
  }

  private void forgotten(TestNode... nodes) {
    network.runUntil(
        "forgotten",
        LATER,
        () -> List.of(nodes).stream()
            .allMatch(
                node -> node.replica().remembering() == 0 && node.replica().removalCount() == 0));
  }

  @Test
  void whatOnlyTheDeadHadIsTakenAndRepairedAndNobodyClaimsIt() {
    alone(ada);
    ada.add("tags", "red");
    adaDies();
    ben.replicas().takeBack(TAGS, kept(ada, TAGS));
    network.runUntil("there", LATER, () -> ben.holds("tags", "red"));
    network.runUntil("repaired", LATER, () -> cleo.holds("tags", "red"));
    network.runFor(WHILE);
    assertFalse(ben.replica().hasApplied(run, ada.replica().lastNumber()));
    assertFalse(cleo.replica().hasApplied(run, ada.replica().lastNumber()));
  }

  @Test
  void whatWasRemovedAndForgottenSinceStaysAway() {
    ada.add("tags", "red");
    ada.add("tags", "blue");
    network.runFor(WHILE);
    State old = kept(ada, TAGS);
    cleo.remove("tags", "red");
    network.runFor(WHILE);
    forgotten(ada, ben, cleo);
    String before = ben.root();
    List.of(ada, ben, cleo).forEach(node -> node.replicas().takeBack(TAGS, old));
    network.runFor(WHILE);
    assertEquals(before, ben.root());
    same(ada, ben, cleo);
    forgotten(ada, ben, cleo);
  }

  @Test
  void twiceOrAtTwoNodesIsOnce() {
    ada.count("visits", 2);
    alone(ada);
    ada.count("visits", 3);
    State kept = kept(ada, VISITS);
    adaDies();
    ben.replicas().takeBack(VISITS, kept);
    cleo.replicas().takeBack(VISITS, kept);
    network.runFor(WHILE);
    ben.replicas().takeBack(VISITS, kept);
    same(ben, cleo);
    assertEquals(List.of(5L, 5L), List.of(ben.counted("visits"), cleo.counted("visits")));
  }

  @Test
  void whatTheDeadHadRemovedIsRemovedEverywhereButNotWhatItHadNotSeen() {
    ada.add("tags", "red");
    ada.add("tags", "blue");
    alone(ada);
    ada.remove("tags", "red");
    ada.remove("tags", "blue");
    cleo.add("tags", "blue");
    adaDies();
    ben.replicas().takeBack(TAGS, kept(ada, TAGS));
    network.runUntil("removed", LATER, () -> !cleo.holds("tags", "red"));
    same(ben, cleo);
    assertTrue(ben.holds("tags", "blue") && cleo.holds("tags", "blue"));
  }

  /** Ada's own may be void, and is soon forgotten where nobody waits for it. */
  @Test
  void aRemovalIsAnOperationOfWhoTakesItBack() {
    ada.add("tags", "red");
    alone(ada);
    ada.remove("tags", "red");
    State kept = kept(ada, TAGS);
    adaDies();
    TestNode again = adaComesBack(adas.again());
    alone(ben);
    ben.replicas().takeBack(TAGS, kept);
    network.runFor(WHILE);
    assertEquals(1, ben.replica().lastNumber());
    network.heal();
    same(again, ben, cleo);
    assertFalse(ben.holds("tags", "red"));
    forgotten(again, ben, cleo);
  }

  /** Her next run goes on with the sum that was on her disk. */
  @Test
  void whatComesTooLateIsNotCountedTwice() {
    ada.count("visits", 2);
    MemoryStore image = disk.copy();
    alone(ada);
    ada.count("visits", 3);
    State kept = kept(ada, VISITS);
    adaDies();
    TestNode again = adaComesBack(Setting.of("ada", "north", 11).withStore(image));
    again.count("visits", 10);
    assertEquals(1, again.replica().state(VISITS).size());
    ben.replicas().takeBack(VISITS, kept);
    same(again, ben, cleo);
    assertEquals(List.of(12L, 12L), List.of(again.counted("visits"), ben.counted("visits")));
  }

  @Test
  void whatWasGivenBackBeforeTheDeadRestartsOutlivesThat() {
    ada.count("visits", 2);
    alone(ada);
    ada.count("visits", 3);
    adaDies();
    ben.replicas().takeBack(VISITS, kept(ada, VISITS));
    network.runFor(Duration.ofSeconds(1));
    TestNode again = adaComesBack(adas.again());
    same(again, ben, cleo);
    again.count("visits", 10);
    same(again, ben, cleo);
    assertEquals(List.of(15L, 15L), List.of(again.counted("visits"), ben.counted("visits")));
  }

  @Test
  void whatIsGivenBackToItsOwnRunIsNoNews() {
    ada.add("tags", "red");
    State old = kept(ada, TAGS);
    ada.remove("tags", "red");
    ada.add("tags", "blue");
    ada.replicas().takeBack(TAGS, old);
    ada.replicas().takeBack(TAGS, kept(ada, TAGS));
    network.runFor(WHILE);
    forgotten(ada, ben, cleo);
    assertFalse(ada.holds("tags", "red"));
    assertEquals(1, ada.replica().state(TAGS).size());
  }

  /** Either has something of Ada's that the other never sees, as it is removed at once. */
  @Test
  void whatIsRemovedBeforeOthersSeeItHoldsNothingUp() {
    alone(ada);
    ada.add("tags", "red");
    State red = kept(ada, TAGS);
    ada.add("tags", "blue");
    State blue = kept(ada, TAGS)
        .shed(CausalContext.of(run, 1, ada.replica().lastNumber() - 1))
        .state();
    adaDies();
    alone(ben);
    ben.replicas().takeBack(TAGS, red);
    cleo.replicas().takeBack(TAGS, blue);
    network.runFor(WHILE);
    ben.remove("tags", "red");
    cleo.remove("tags", "blue");
    network.heal();
    TestNode again = adaComesBack(adas.again());
    same(again, ben, cleo);
    forgotten(again, ben, cleo);
  }
}
