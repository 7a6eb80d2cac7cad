package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.replica.Replica;
import io.rejoin.crdt.replica.Writer;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.crdt.type.set.AddWinsSet.Change;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.frame.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose effect is there and whose went with a lost record. */
class HoldingTest {
  private static final ReplicaId RUN = new ReplicaId(1);
  private static final Deed<?> DEED = Deed.of(PnCounter.TYPE, "key", new PnCounter.Add(1));
  private static final Change ADD = new AddWinsSet.Add(Bytes.utf8("tea"));
  private static final Change REMOVE = new AddWinsSet.Remove(Bytes.utf8("tea"));

  private final Journal journal = new Journal();
  private final Replica<Change> set = new Replica<>(
      AddWinsSet.TYPE, new Writer(RUN, new HybridClock(() -> Instant.EPOCH, Duration.ZERO)));
  private long number;

  private Done done(Change change) {
    State before = set.state();
    State delta = set.apply(change);
    Joined joined = before.join(delta);
    Written written = new Written(
        GroupId.ALL, delta, dots(joined.added()), dots(joined.removed()), ++number, RUN, 0);
    Done done = Done.of(journal.all().size(), 0, 0, DEED, written, false);
    journal.add(done);
    return done;
  }

  private static List<Dot> dots(List<Item> items) {
    return items.stream().map(Item::dot).toList();
  }

  private Set<Done> held(State state, long forgotten) {
    Clock clock = Clock.EMPTY.applied(RUN, 0, forgotten);
    return Holding.of(state, forgotten == 0 ? Clock.EMPTY : clock, journal, DEED.key());
  }

  @Test
  void whatIsShownOrKnownAsRemovedIsHeld() {
    Done added = done(ADD);
    assertEquals(Set.of(added), held(set.state(), 0));
    Done removed = done(REMOVE);
    assertEquals(Set.of(added, removed), held(set.state(), 0));
  }

  @Test
  void anOldStateHoldsNothingLater() {
    Done added = done(ADD);
    State old = set.state();
    done(REMOVE);
    assertEquals(Set.of(added), held(old, 0));
  }

  @Test
  void whatWasRemovedAndForgottenIsHeldThoughNothingShowsIt() {
    Done added = done(ADD);
    Done removed = done(REMOVE);
    assertEquals(Set.of(added, removed), held(State.EMPTY, 2));
  }

  @Test
  void whatNobodyRemovedWentWithItsRecordThoughItIsBelowWhatIsForgotten() {
    done(ADD);
    assertEquals(Set.of(), held(State.EMPTY, 1));
  }

  @Test
  void whoOnlySawARemovalOfAnotherRunDoesNotCount() {
    Done added = done(ADD);
    Done removed = done(REMOVE);
    Clock one = Clock.EMPTY.applied(RUN, 0, 1);
    ReplicaId other = new ReplicaId(RUN.value() + 1);
    assertTrue(Holding.counts(added, other, Clock.EMPTY));
    assertFalse(Holding.counts(removed, other, one));
    assertTrue(Holding.counts(removed, other, one.applied(RUN, 1, 2)));
    assertTrue(Holding.counts(removed, RUN, one));
  }

  @Test
  void aRemovalBelowWhatIsForgottenIsNotHeldIfWhatItRemovedIsThere() {
    Done added = done(ADD);
    State old = set.state();
    done(REMOVE);
    assertEquals(Set.of(added), held(old, 2));
  }
}
