package io.rejoin.crdt;

import static io.rejoin.crdt.Pile.clear;
import static io.rejoin.crdt.Pile.dot;
import static io.rejoin.crdt.Pile.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateTest {
  private final Replica<Pile.Change> alice = new Replica<>(Pile.TYPE, 0xa);
  private final Replica<Pile.Change> bob = new Replica<>(Pile.TYPE, 0xb);

  @Test
  void anItemThatBothHaveStays() {
    bob.hears(alice.does(put("x", "p")));
    assertFalse(bob.hears(alice.state()).changed());
    assertEquals(alice.state(), bob.state());
  }

  @Test
  void whatTheOtherHasNotSeenIsAdded() {
    State delta = alice.does(put("x", "p"));
    Joined joined = bob.hears(delta);
    assertEquals(Pile.path("p"), joined.added().get(0).path());
    assertEquals(dot(0xa, 1), joined.added().get(0).dot());
    assertTrue(joined.removed().isEmpty());
  }

  @Test
  void whatTheOtherHasSeenAndNotKeptIsRemoved() {
    bob.hears(alice.does(put("x", "p")));
    Joined joined = bob.hears(alice.does(clear("p")));
    assertEquals(dot(0xa, 1), joined.removed().get(0).dot());
    assertEquals(0, bob.state().size());
  }

  @Test
  void aRemovedItemNeverComesBack() {
    State put = alice.does(put("x", "p"));
    alice.does(clear("p"));
    assertFalse(alice.hears(put).changed());
    assertEquals(0, alice.state().size());
  }

  @Test
  void aDeltaKnowsTheIntervalSinceTheRunsLastNumberHere() {
    alice.does(put("x", "p"));
    alice.worksElsewhere(5);
    State delta = alice.does(put("y", "q"));
    assertEquals(CausalContext.of(alice.run(), 2, 7), delta.context());
    assertEquals(CausalContext.of(alice.run(), 1, 7), alice.state().context());
  }

  @Test
  void anOperationThatOnlyRemovesTakesOneNumberAndOneThatChangesNothingNone() {
    alice.does(put("x", "p"));
    State removal = alice.does(clear("p"));
    assertEquals(CausalContext.of(alice.run(), 1, 2), removal.context());
    assertSame(State.EMPTY, alice.does(clear("p")));
    assertEquals(3, alice.nextNumber());
  }

  @Test
  void sinceBringsWhatAPeerLacksAndNoMore() {
    bob.hears(alice.does(put("x", "p")));
    alice.does(clear("p"));
    alice.does(put("y", "q"));
    State known = bob.state();
    State answer = alice.state().since(known.context(), Optional.of(known.live()));
    assertEquals(1, answer.size());
    bob.hears(answer);
    assertEquals(alice.state(), bob.state());
    assertTrue(alice.state().since(bob.state().context(), Optional.empty()).isEmpty());
  }

  @Test
  void forgettingKeepsLiveDotsKnown() {
    alice.does(put("x", "p"));
    alice.does(put("y", "q"));
    alice.does(clear("p"));
    State state = alice.state().forget(Clock.EMPTY.applied(alice.run(), 0, 3));
    assertEquals(CausalContext.of(dot(0xa, 2)), state.context());
    assertEquals(1, state.size());
  }

  @Test
  void aStateWithNothingLeftIsEmpty() {
    alice.does(put("x", "p"));
    alice.does(clear());
    Clock horizon = Clock.EMPTY.applied(alice.run(), 0, 2);
    assertTrue(alice.state().forget(horizon).isEmpty());
    assertEquals(State.EMPTY, alice.state().forget(horizon));
    assertFalse(alice.state().forget(Clock.EMPTY.applied(alice.run(), 0, 1)).isEmpty());
  }

  @Test
  void aCompactStateIsTheSameState() {
    bob.hears(alice.does(put("x", "p")));
    State compact = bob.state().compact();
    assertTrue(compact.isPacked());
    assertEquals(bob.state(), compact);
    State news = alice.does(put("y", "q"));
    assertEquals(bob.state().join(news), compact.join(news));
  }

  @Test
  void aLargeStateStaysAsItIs() {
    for (int i = 0; i < 100; i++) {
      alice.does(put("x", "p" + i));
    }
    assertFalse(alice.state().compact().isPacked());
  }

  @Test
  void viewsShowItemsByPath() {
    alice.does(put("x", "p", "q"));
    alice.does(put("y", "p", "q"));
    alice.does(put("z", "p", "r"));
    View view = alice.state().root().child(Bytes.utf8("p"));
    assertEquals(2, view.childCount());
    assertEquals(2, view.child(Bytes.utf8("q")).items().size());
    assertEquals(Bytes.utf8("q"), view.children().firstKey());
    assertTrue(view.child(Bytes.utf8("s")).isEmpty());
    assertTrue(view.items().isEmpty());
  }

  @Test
  void itKnowsWhatWasRemovedAndShowsItNoMore() {
    alice.does(put("x", "p"));
    assertTrue(alice.state().shows(dot(0xa, 1)));
    alice.does(clear("p"));
    assertTrue(alice.state().knows(dot(0xa, 1)));
    assertFalse(alice.state().shows(dot(0xa, 1)));
    assertFalse(alice.state().knows(dot(0xa, 3)));
  }

  @Test
  void onlyWhatKnowsOfRemovedDotsMayForget() {
    assertTrue(State.EMPTY.mayForget());
    alice.does(put("x", "p"));
    alice.does(put("y", "q"));
    assertFalse(alice.state().mayForget());
    alice.does(clear("p"));
    assertTrue(alice.state().mayForget());
    assertFalse(alice.state().forget(Clock.EMPTY.applied(alice.run(), 0, 3)).mayForget());
  }

  @Test
  void theLastNumberOfARun() {
    alice.does(put("x"));
    alice.worksElsewhere(3);
    alice.does(put("y"));
    assertEquals(5, alice.state().last(alice.run()));
    assertEquals(0, alice.state().last(new ReplicaId(0xc)));
  }

  @Test
  void aDeltaThatOnlyRemovesPutsNothing() {
    State put = alice.does(put("x", "p"));
    alice.does(put("y", "q"));
    Joined joined = alice.hears(State.removing(put.live()));
    assertEquals(1, joined.removed().size());
    assertEquals(1, alice.state().size());
  }

  @Test
  void aLargeStateTravelsInPartsOfTheAskedSize() {
    for (int i = 0; i < 5_000; i++) {
      (i % 2 == 0 ? alice : bob).does(put("value", "p" + i));
    }
    alice.hears(bob.state());
    List<State> parts = alice.state().parts(4_096);
    State whole = State.EMPTY;
    for (State part : parts) {
      assertTrue(part.toBytes().length() <= 4_096);
      whole = whole.join(part).state();
    }
    assertEquals(alice.state(), whole);
    assertTrue(parts.size() < 2 * (1 + whole.toBytes().length() / 4_096));
  }

  @Test
  void whatIsLearntAgainAfterForgettingDoesNotScatterTheContext() {
    IntStream.range(0, 200).forEach(i -> alice.does(put("v", "p" + i)));
    IntStream.range(0, 99).forEach(i -> alice.does(clear("p" + 2 * i)));
    bob.hears(alice.state().forget(Clock.EMPTY.applied(alice.run(), 0, 299)));
    bob.hears(alice.state().since(bob.state().context(), Optional.empty()));
    assertEquals(alice.state(), bob.state());
    assertEquals(1, bob.state().open().seen().intervals());
  }

  @Test
  void aDeltaRepeatsWhatItsRunTookAway() {
    alice.does(put("x", "p"));
    alice.does(clear("p"));
    State last = alice.does(put("z", "q"));
    assertEquals(CausalContext.of(alice.run(), 1, 3), last.context());
  }

  @Test
  void aDeltaStaysSmallHoweverScatteredThePastIs() {
    IntStream.range(0, 500).forEach(i -> alice.does(put("v", "p" + i)));
    IntStream.range(0, 250).forEach(i -> alice.does(clear("p" + 2 * i)));
    assertTrue(alice.does(put("x", "q")).toBytes().length() < 40);
  }

  @Test
  void valuesAndPathsHaveLimitsAndARefusalTakesNoNumber() {
    Bytes tooLarge = Bytes.wrap(new byte[Item.MAX_VALUE + 1]);
    Pile.Change value = new Pile.Change(true, Path.ROOT, tooLarge);
    assertThrows(IllegalArgumentException.class, () -> alice.does(value));
    Bytes tooLong = Bytes.wrap(new byte[Path.MAX_COMPONENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> Path.of(tooLong));
    assertThrows(IllegalArgumentException.class, () -> Pile.path("a ".repeat(33).split(" ", -1)));
    assertEquals(1, alice.nextNumber());
  }
}
