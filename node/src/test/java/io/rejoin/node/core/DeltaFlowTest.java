package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.testing.RefusingStore;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeltaFlowTest {
  private static final Duration SOON = Duration.ofSeconds(3);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "north", 2), ada);
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "north", 3), ada);

  @BeforeEach
  void everybodyIsLinked() {
    network.runUntil("linked", SOON, () -> links(ada) + links(ben) + links(cleo) == 6);
    network.runFor(SOON);
  }

  private static long links(TestNode node) {
    return node.core().status().peers().stream().filter(StatusView.Peer::linked).count();
  }

  @Test
  void aWriteReachesAllWithoutRepair() {
    long repairBefore = ada.core().status().traffic().repair().out();
    ada.count("visits", 5);

    network.runFor(Duration.ofMillis(20));

    assertEquals(5, ben.counted("visits"));
    assertEquals(5, cleo.counted("visits"));
    assertEquals(repairBefore, ada.core().status().traffic().repair().out());
  }

  @Test
  void aWriteIsConfirmedByThoseThatHaveIt() {
    AtomicInteger told = new AtomicInteger();
    ada.core().onConfirmed(told::incrementAndGet);
    Written written = ada.count("visits", 5);
    assertEquals(
        1, ada.core().confirmedBy(GroupId.ALL, written.run(), written.number()).size());

    network.runFor(Duration.ofMillis(40));

    assertEquals(
        3, ada.core().confirmedBy(GroupId.ALL, written.run(), written.number()).size());
    assertTrue(told.get() > 0);
  }

  /** It is in memory, and in no clock. */
  @Test
  void whatADiskHasNoRoomForIsNotTakenForLost() {
    RefusingStore disk = new RefusingStore();
    TestNode dan = new TestNode(network, Setting.of("dan", "north", 4).withStore(disk), ada);
    network.runFor(SOON);
    Written written = ada.count("visits", 5);
    network.runFor(Duration.ofMillis(40));

    Dot dot = new Dot(written.run(), written.number());
    assertEquals(5, dan.counted("visits"));
    assertFalse(dan.replica().clock().operations().contains(dot));
    assertTrue(dan.replica().history().loose().contains(dot));
  }

  @Test
  void aThousandWritesToOneEntryTravelTogether() {
    for (int i = 0; i < 1_000; i++) {
      ada.replica().mutate(TestNode.counter("hot"), PnCounter.TYPE, new PnCounter.Add(1));
    }
    long before = ada.core().status().traffic().delta().out();
    ada.core().flush();
    network.runFor(Duration.ofMillis(500));

    assertEquals(1_000, ben.counted("hot"));
    assertTrue(ada.core().status().traffic().delta().out() - before < 2_000);
  }

  @Test
  void aHubPassesOnWhatSpokesWrite() {
    network.cut((from, to) -> !from.equals("ada") && !to.equals("ada"));
    network.runUntil("spokes are apart", Duration.ofMinutes(1), () -> links(ben) == 1);
    network.runFor(SOON);

    Written written = ben.add("fruit", "fig");
    network.runFor(Duration.ofMillis(40));

    assertTrue(cleo.holds("fruit", "fig"));
    assertEquals(
        3, ben.core().confirmedBy(GroupId.ALL, written.run(), written.number()).size());
  }

  @Test
  void whatWasLostShowsAsAGapAndIsRepaired() {
    network.cut((from, to) -> from.equals("ada") && to.equals("ben"));
    Written lost = ada.add("fruit", "fig");
    network.runFor(Duration.ofMillis(20));
    network.heal();
    ada.add("fruit", "plum");

    network.runUntil("repaired", SOON, () -> ben.holds("fruit", "fig"));

    network.runUntil(
        "acknowledged",
        SOON,
        () -> ada.core().confirmedBy(GroupId.ALL, lost.run(), lost.number()).contains(ben.id()));
  }

  @Test
  void removalsAreForgottenOnceEverybodyHasThem() {
    ada.add("fruit", "fig");
    ada.remove("fruit", "fig");
    network.runFor(Duration.ofMillis(40));
    assertTrue(ben.replica().removalCount() > 0);

    network.runUntil(
        "forgotten",
        Duration.ofSeconds(10),
        () -> ada.replica().removalCount() + ben.replica().removalCount() == 0);
  }

  /** Its claim was made before, so it has none, and what it brings was replaced since. */
  @Test
  void aBatchThatComesLateBringsNothingBack() throws RefusedFrame {
    Written first = ada.count("visits", 5);
    Written second = ada.count("visits", 1);
    network.runUntil(
        "what was replaced is forgotten",
        Duration.ofSeconds(10),
        () -> ben.counted("visits") == 6
            && ben.replica().state(TestNode.counter("visits")).context().size() == 1);
    Batch.Change late =
        new Batch.Change(TestNode.counter("visits"), first.delta(), Optional.empty());
    Batch batch = new Batch(first.run(), second.number(), second.number(), List.of(late));
    Peer sender = new Peer(ada.id(), ada.replica().run(), "ada", "north");
    ben.core().groups().received(sender, new Frame.Deltas(Timestamp.ofMillis(1), batch));
    assertEquals(6, ben.counted("visits"));
    assertEquals(
        CausalContext.of(second.written()),
        ben.replica().state(TestNode.counter("visits")).live());
  }
}
