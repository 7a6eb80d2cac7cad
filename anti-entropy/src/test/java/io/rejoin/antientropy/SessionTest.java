package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sessions of two replicas, driven by hand. */
class SessionTest {
  private final PlainReplica here = new PlainReplica(1);
  private final PlainReplica there = new PlainReplica(2);

  @Test
  void twoEmptyReplicasAgree() {
    Wire wire = Wire.repaired(here, there);
    assertEquals(Session.Outcome.AGREED, wire.outcome());
    assertEquals(1, wire.rounds());
    assertTrue(wire.isGood());
  }

  @Test
  void equalReplicasAgreeAtOnce() {
    fill(here, 1000);
    there.like(here);
    Wire wire = Wire.repaired(here, there);
    assertEquals(Session.Outcome.AGREED, wire.outcome());
    assertTrue(wire.bytes() < 100, wire::toString);
  }

  /** Else one that always begins would never hear it from one that always answers. */
  @Test
  void whoBeginsHearsThatTheOtherIsWholeThoughTheyAreEqual() {
    fill(here, 10);
    there.like(here);
    here.as(new Entries.Standing(true, false));
    assertTrue(Wire.repaired(here, there).initiator().takesFromWhole());
    assertFalse(Wire.repaired(there, here).initiator().takesFromWhole());
    assertTrue(Wire.repaired(there, here).responder().takesFromWhole());
    assertTrue(Wire.repaired(here, there).isGood());
  }

  /** One that is about to give its entries away is not whole by it. */
  @Test
  void whoTakesNothingHasNotHadWhatTheOtherHas() {
    fill(there, 10);
    here.as(new Entries.Standing(false, false));
    assertFalse(Wire.repaired(here, there).initiator().takesFromWhole());
    assertFalse(Wire.repaired(there, here).responder().takesFromWhole());
  }

  @Test
  void entriesTravelBothWays() {
    here.add("a", "x");
    there.add("b", "y");
    repair();
    assertTrue(here.contains("b", "y"));
    assertTrue(there.contains("a", "x"));
  }

  @Test
  void concurrentChangesOfOneEntryAreJoined() {
    here.add("a", "x");
    there.like(here);
    here.add("a", "y");
    here.remove("a", "x");
    there.add("a", "z");
    repair();
    assertEquals(2, AddWinsSet.size(there.state(PlainReplica.set("a"))));
    assertFalse(there.contains("a", "x"));
  }

  @Test
  void anEmptyReplicaTakesEverythingFromEitherSide() {
    fill(here, 3000);
    assertTrue(Wire.repaired(here, there).isGood());
    assertTrue(Wire.repaired(new PlainReplica(3), there).isGood());
    PlainReplica third = new PlainReplica(4);
    assertTrue(Wire.repaired(there, third).isGood());
    assertEquals(here.root(), third.root());
    assertEquals(here.clock(), third.clock());
  }

  @Test
  void removalsOnOneSideEmptyTheOther() {
    fill(here, 200);
    there.like(here);
    for (int i = 0; i < 100; i++) {
      there.clear("set" + i);
    }
    repair();
    assertEquals(100, here.root().count());
  }

  /** Equal content is not enough: the removal itself has to be known. */
  @Test
  void aRemovalIsLearnedThoughThereIsNothingToRemove() {
    there.add("a", "x");
    PlainReplica late = new PlainReplica(3).like(there);
    there.clear("a");
    Wire wire = Wire.repaired(here, there);
    assertTrue(wire.isGood());
    assertEquals(1, wire.responder().stats().removalsOut());
    Wire.repaired(late, here);
    assertFalse(late.contains("a", "x"));
    assertFalse(here.contains("a", "x"));
  }

  @Test
  void aCounterCountsOnceHoweverManySessions() {
    PlainReplica third = new PlainReplica(3);
    for (int i = 0; i < 20; i++) {
      here.count("n", 1);
      there.count("n", 10);
      Wire.repaired(here, i % 2 == 0 ? there : third);
      Wire.repaired(third, there);
    }
    repair();
    assertEquals(220, PnCounter.value(here.state(PlainReplica.counter("n"))));
  }

  @Test
  void whatChangesDuringASessionIsNotClaimed() {
    fill(here, 2000);
    there.add("b", "y");
    Clock before = here.clock();
    AtomicInteger round = new AtomicInteger();
    Wire wire = Wire.between(here, there).meanwhile(() -> {
      here.add("late" + round.get(), "x");
      there.clear("set" + round.incrementAndGet());
    });
    assertTrue(wire.run().isGood());
    assertTrue(there.clock().covers(before));
    assertFalse(there.clock().covers(here.clock()));
    repair();
    assertFalse(here.contains("set" + round.get(), "e"));
    assertTrue(there.contains("late0", "x"));
  }

  @Test
  void withAnyMessageLostNothingIsClaimedAndANewSessionRepairs() {
    for (int lost = 0, said = lost + 1; lost < said; lost++) {
      PlainReplica a = new PlainReplica(1);
      PlainReplica b = new PlainReplica(2);
      fill(a, 300);
      b.add("b", "y");
      b.like(a);
      b.clear("set7");
      a.add("set8", "news");
      Clock before = a.clock();
      AtomicInteger number = new AtomicInteger(-lost);
      Wire wire =
          Wire.between(a, b).losing(any -> number.getAndIncrement() == 0).run();
      said = number.get() + lost;
      assertFalse(wire.isGood(), "lost " + lost);
      assertEquals(wire.initiator().done(), !a.clock().equals(before));
      assertTrue(Wire.repaired(b, a).isGood());
      assertEquals(a.root(), b.root());
      assertEquals(a.clock(), b.clock());
    }
  }

  @Test
  void largeStatesGoInParts() {
    for (int i = 0; i < 5000; i++) {
      here.add("large", "element " + i);
    }
    Session.Limits limits = Session.Limits.STANDARD.sized(8192, 16384);
    Wire wire = new Wire(here, there, limits).run();
    assertTrue(wire.isGood());
    assertTrue(wire.longestMessage() <= 8192, wire::toString);
    assertTrue(wire.initiator().stats().entriesOut() > 20);
    assertEquals(here.root(), there.root());
  }

  @Test
  void aLargeStateThatWasRemovedThereIsRemovedHereInParts() {
    for (int i = 0; i < 5000; i++) {
      here.add("large", "element " + i);
    }
    there.like(here);
    there.trim(here.clock());
    there.clear("large");
    there.trim(there.clock());
    Session.Limits limits = Session.Limits.STANDARD.sized(8192, 16384);
    assertTrue(new Wire(here, there, limits).run().isGood());
    assertEquals(State.EMPTY.size(), here.state(PlainReplica.set("large")).size());
  }

  /** Neither side asks more than the other can answer. */
  @Test
  void evenWhenEverythingDiffersLittleWaits() {
    fill(here, 4000);
    there.like(here);
    for (int i = 0; i < 4000; i++) {
      here.add(i % 2 == 0 ? "set" + i : "mine" + i, "a");
      there.add(i % 3 == 0 ? "set" + i : "yours" + i, "b");
    }
    Session.Limits limits = new Session.Limits(8192, 16384, 0, 2000, 100);
    Wire wire = new Wire(here, there, limits).run();
    assertTrue(wire.isGood(), wire::toString);
    assertEquals(here.root(), there.root());
    assertEquals(here.clock(), there.clock());
  }

  /** Both sides have added and removed, and no live dots go along unasked. */
  @Test
  void whatWasRemovedIsFoundByIdsWhenLiveDotsAreMany() {
    for (int i = 0; i < 500; i++) {
      here.add("large", "element " + i);
    }
    there.like(here);
    here.add("large", "mine");
    there.add("large", "yours");
    for (int i = 0; i < 500; i += 7) {
      here.remove("large", "element " + i);
      there.remove("large", "element " + i / 2);
    }
    here.trim(here.clock());
    there.trim(there.clock());
    assertTrue(
        new Wire(here, there, new Session.Limits(8192, 8192, 0, 100, 100)).run().isGood());
    assertEquals(here.root(), there.root());
    assertTrue(here.contains("large", "yours") && !here.contains("large", "element 3"));
  }

  @Test
  void messagesMayComeTwiceAndOutOfOrder() {
    fill(here, 2000);
    Session a = new Session(here, Session.Limits.STANDARD.sized(8192, 65536));
    Session b = new Session(there, Session.Limits.STANDARD.sized(8192, 65536));
    var toB = new ArrayList<>(a.initiate());
    while (!toB.isEmpty()) {
      var toA = new ArrayList<Message>();
      Collections.reverse(toB);
      toB.forEach(message -> toA.addAll(b.reconcile(message)));
      toB.forEach(message -> toA.addAll(b.reconcile(message)));
      toB.clear();
      toA.forEach(message -> toB.addAll(a.reconcile(message)));
    }
    assertTrue(a.done() && b.done());
    assertEquals(here.root(), there.root());
  }

  private void repair() {
    Wire wire = Wire.repaired(here, there);
    assertTrue(wire.isGood(), wire::toString);
    assertEquals(here.root(), there.root());
    assertEquals(here.clock(), there.clock());
    assertEquals(Session.Outcome.AGREED, Wire.repaired(there, here).outcome());
  }

  private static void fill(PlainReplica replica, int sets) {
    for (int i = 0; i < sets; i++) {
      replica.add("set" + i, "e");
    }
  }

  /** The old item of a counter must not go before the new one has come. */
  @Test
  void aCounterIsNeverLessThanBeforeWhereverASessionBreaksOff() {
    for (boolean bothKnowOfIt : new boolean[] {false, true}) {
      for (boolean isAsked : new boolean[] {false, true}) {
        for (int steps = 0; steps < 12; steps++) {
          PlainReplica a = new PlainReplica(1);
          a.count("n", 1);
          PlainReplica b = new PlainReplica(2).like(a);
          a.count("n", 1);
          if (bothKnowOfIt) {
            b.count("n", 5);
          }
          long before = PnCounter.value(b.state(PlainReplica.counter("n")));
          breakOff(isAsked ? Wire.between(a, b) : Wire.between(b, a), steps);
          long after = PnCounter.value(b.state(PlainReplica.counter("n")));
          assertTrue(after >= before, after + " of " + before + " after " + steps + " messages");
        }
      }
    }
  }

  private static void breakOff(Wire wire, int steps) {
    wire.begin();
    for (int i = 0; i < steps; i++) {
      wire.step();
    }
  }
}
