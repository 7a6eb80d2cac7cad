package io.rejoin.crdt;

import static io.rejoin.crdt.Pile.clear;
import static io.rejoin.crdt.Pile.dot;
import static io.rejoin.crdt.Pile.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Optional;
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
  void theLastNumberOfARun() {
    alice.does(put("x"));
    alice.worksElsewhere(3);
    alice.does(put("y"));
    assertEquals(5, alice.state().last(alice.run()));
    assertEquals(0, alice.state().last(new ReplicaId(0xc)));
  }
}
