package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.BoundedCounter.Change;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.crdt.type.counter.InsufficientRights;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.WantRights;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rights to bounded counters go to the node that needs them. */
class RightsTest {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration MOMENT = Duration.ofMillis(60);
  private static final Duration WHILE = Duration.ofSeconds(30);
  private static final EntryKey STOCK = new EntryKey(BoundedCounter.TYPE.id(), Bytes.utf8("stock"));

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "south", 2), ada);
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "south", 3), ada);

  @BeforeEach
  void everybodyIsLinked() {
    network.runUntil("linked", SOON, () -> links(ada) + links(ben) + links(cleo) == 6);
    network.runFor(SOON);
  }

  private static long links(TestNode node) {
    return node.core().status().peers().stream().filter(StatusView.Peer::linked).count();
  }

  private static void does(TestNode node, Change change) {
    node.core().operations().carryOut(STOCK, BoundedCounter.TYPE, change);
    node.core().flush();
  }

  private static InsufficientRights refused(TestNode node, long amount) {
    return assertThrows(InsufficientRights.class, () -> does(node, new Decrement(amount)));
  }

  private static boolean takes(TestNode node, long amount) {
    try {
      does(node, new Decrement(amount));
      return true;
    } catch (InsufficientRights refusal) {
      return false;
    }
  }

  private static long rights(TestNode node) {
    return BoundedCounter.rights(node.replica().state(STOCK), node.replica().run());
  }

  private static long value(TestNode node) {
    return BoundedCounter.value(node.replica().state(STOCK));
  }

  private void adaHas(long amount) {
    does(ada, new Increment(amount));
    network.runFor(MOMENT);
  }

  @Test
  void aNodeThatRunsShortGetsHalfOfTheDifference() {
    adaHas(100);
    assertEquals(100, refused(ben, 1).known());

    network.runUntil("rights have moved", SOON, () -> rights(ben) == 50);

    does(ben, new Decrement(50));
    network.runFor(MOMENT);
    assertEquals(50, value(ada));
  }

  @Test
  void whatIsNeededIsGivenToTheLast() {
    adaHas(100);
    refused(ben, 100);
    network.runUntil("rights have moved", SOON, () -> rights(ben) == 100);
    assertEquals(0, rights(ada));
  }

  @Test
  void severalOwnersGiveUntilItIsEnough() {
    adaHas(10);
    does(cleo, new Increment(7));
    network.runFor(MOMENT);
    refused(ben, 15);
    network.runUntil("rights have moved", SOON, () -> takes(ben, 15));
    assertEquals(2, value(ben));
  }

  @Test
  void nothingMovesForWhatDoesNotExist() {
    adaHas(100);
    refused(ben, 101);
    network.runFor(SOON);
    assertEquals(100, rights(ada));
  }

  @Test
  void aWishThatIsTooLargeDoesNotStandInTheWayOfSmallerOnes() {
    adaHas(100);
    refused(ben, 50_000);
    refused(ben, 90);
    does(ada, new Decrement(20));
    network.runFor(MOMENT);
    refused(ben, 1);
    network.runUntil("served", SOON, () -> takes(ben, 1));
  }

  @Test
  void whoHasFewLeftIsFilledUpBeforeAnyIsRefused() {
    adaHas(1_000);
    refused(ben, 10);
    network.runUntil("rights have moved", SOON, () -> rights(ben) > 0);
    for (int i = 0; i < 90; i++) {
      does(ben, new Decrement(10));
      network.runFor(MOMENT);
    }
    assertEquals(100, value(ben));
  }

  @Test
  void theLastOnesAreNotPulledToAndFro() {
    adaHas(2);
    refused(ben, 1);
    network.runUntil("rights have moved", SOON, () -> rights(ben) == 1);
    does(ben, new Decrement(1));
    network.runFor(SOON);
    assertEquals(1, rights(ada));
  }

  @Test
  void whoIsCutOffSellsWhatItHasAndNoMore() {
    adaHas(100);
    refused(ben, 1);
    network.runUntil("rights have moved", SOON, () -> rights(ben) == 50);
    network.cut((from, to) -> from.equals("ben") || to.equals("ben"));
    int sold = 0;
    for (int i = 0; i < 200; i++) {
      sold += takes(ben, 1) ? 1 : 0;
      sold += takes(ada, 1) ? 1 : 0;
      network.runFor(MOMENT);
    }
    assertEquals(100, sold);

    network.heal();
    network.runUntil("all agree", Duration.ofMinutes(1), () -> value(ada) + value(ben) == 0);
  }

  @Test
  void afterTheHealAClientThatGoesOnTryingIsServed() {
    adaHas(100);
    network.cut((from, to) -> from.equals("ben") || to.equals("ben"));
    for (int i = 0; i < 100; i++) {
      assertFalse(takes(ben, 1));
      network.runFor(Duration.ofMillis(200));
    }
    network.heal();
    network.runUntil("linked", Duration.ofMinutes(1), () -> links(ben) > 0);
    network.runUntil("served", SOON, () -> takes(ben, 1));
  }

  @Test
  void aHubPassesTheRequestsOfSpokesOn() {
    network.cut((from, to) -> !from.equals("ada") && !to.equals("ada"));
    network.runUntil("spokes are apart", Duration.ofMinutes(1), () -> links(ben) == 1);
    network.runFor(SOON);
    does(cleo, new Increment(100));
    network.runFor(MOMENT);

    refused(ben, 1);

    network.runUntil("rights have moved", SOON, () -> rights(ben) == 50);
    assertEquals(0, rights(ada));
  }

  @Test
  void theNextRichestIsAskedIfTheRichestIsSilent() {
    adaHas(100);
    does(cleo, new Increment(50));
    network.runFor(MOMENT);
    network.cut((from, to) -> from.equals("ben") && to.equals("ada"));

    refused(ben, 1);

    network.runUntil("rights have moved", SOON, () -> rights(ben) == 25);
    assertEquals(100, rights(ada));
  }

  @Test
  void whileARequestIsOpenNoOtherIsMade() {
    adaHas(100);
    network.cut((from, to) -> to.equals("ben"));
    for (int i = 0; i < 20; i++) {
      refused(ben, 1);
      network.runFor(Duration.ofMillis(20));
    }
    assertEquals(50, rights(ada), "asked once");
  }

  @Test
  void aRequestThatIsLostIsMadeAgain() {
    adaHas(100);
    network.cut((from, to) -> from.equals("ben"));
    refused(ben, 1);
    network.runFor(Duration.ofMillis(300));
    network.heal();
    network.runUntil("rights have moved", SOON, () -> rights(ben) == 50);
  }

  @Test
  void aRequestThatComesAgainIsIgnoredAndWhatIsNoCounterIsToo() {
    adaHas(100);
    ReplicaId stranger = new ReplicaId(66);
    ReplicaId owner = ada.replica().run();
    Frame request = new WantRights(1, STOCK, stranger, owner, 10);
    Frame ofNoCounter = new WantRights(2, TestNode.set("stock"), stranger, owner, 10);
    Frame forNobody = new WantRights(3, STOCK, new ReplicaId(67), owner, 10);

    ada.wire()
        .intrude(
            FrameCodec.encode(TestNode.hello(new NodeId(6, 6), stranger)),
            FrameCodec.encode(request),
            FrameCodec.encode(request),
            FrameCodec.encode(ofNoCounter),
            FrameCodec.encode(forNobody));

    assertEquals(50, rights(ada));
    assertEquals(50, BoundedCounter.rights(ada.replica().state(STOCK), stranger));
  }

  @Test
  void whoStopsHandsItsRightsOver() {
    adaHas(100);
    refused(ben, 1);
    network.runUntil("rights have moved", SOON, () -> rights(ben) == 50);
    ben.core().operations().handOverRights();
    ben.core().flush();
    network.runFor(MOMENT);
    assertEquals(0, rights(ben));
    assertEquals(50, rights(cleo), "who had least");
    assertTrue(takes(cleo, 50));
  }

  private TestNode dora(long life, MemoryStore store) {
    return new TestNode(network, Setting.of("dora", "west", life).withStore(store), ada);
  }

  @Test
  void aRestartedNodeGoesOnWithItsRights() {
    MemoryStore store = new MemoryStore();
    TestNode dora = dora(4, store);
    does(dora, new Increment(10));
    network.runFor(WHILE);
    network.kill(dora);
    TestNode again = dora(5, store);
    network.runFor(WHILE);
    assertTrue(takes(again, 10));
  }

  @Test
  void aRestartedNodeGivesWhatItGoesOnWithAlthoughItHasWrittenNothing() {
    MemoryStore store = new MemoryStore();
    TestNode dora = dora(4, store);
    does(dora, new Increment(10));
    network.runFor(WHILE);
    network.kill(dora);
    TestNode again = dora(5, store);
    network.runFor(WHILE);
    refused(ben, 3);
    network.runUntil("rights have moved", SOON, () -> takes(ben, 3));
    network.runFor(MOMENT);
    assertEquals(5, rights(again));
    again.core().operations().handOverRights();
    again.core().flush();
    network.runFor(MOMENT);
    assertEquals(7, rights(ada) + rights(ben) + rights(cleo));
  }

  @Test
  void aNodeThatStoppedBeforeItWroteHandsOverWhatItGoesOnWith() {
    MemoryStore store = new MemoryStore();
    TestNode dora = dora(4, store);
    does(dora, new Increment(10));
    network.runFor(WHILE);
    network.kill(dora);
    TestNode again = dora(5, store);
    network.runFor(WHILE);
    again.core().operations().handOverRights();
    again.core().flush();
    network.runFor(MOMENT);
    assertEquals(10, rights(ada) + rights(ben) + rights(cleo));
  }

  /** What was its own in the image belongs to the later run, which has spent it. */
  @Test
  void aNodeRolledBackDoesNotGoOnWithWhatALaterRunWentOnWith() {
    adaHas(20);
    MemoryStore store = new MemoryStore();
    TestNode dora = dora(4, store);
    network.runFor(WHILE);
    refused(dora, 1);
    network.runUntil("rights have moved", SOON, () -> takes(dora, 1));
    network.runFor(WHILE);
    MemoryStore image = store.copy();
    network.kill(dora);
    TestNode again = dora(5, store);
    network.runFor(WHILE);
    assertTrue(takes(again, 9));
    network.runFor(WHILE);
    network.kill(again);
    TestNode old = dora(6, image);
    network.runFor(WHILE);
    assertEquals(10, value(old));
    refused(old, 1);
  }
}
