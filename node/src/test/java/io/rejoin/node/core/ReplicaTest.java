package io.rejoin.node.core;

import static io.rejoin.testing.TestNode.counter;
import static io.rejoin.testing.TestNode.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.core.run.Outgoing;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.RefusingStore;
import io.rejoin.testing.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // subscriptions are open while a block runs
class ReplicaTest {
  private final List<Runnable> dispatched = new ArrayList<>();
  private final MemoryStore disk = new MemoryStore();
  private final Replica replica = replica(1, disk);

  private Replica replica(long run, Store store) {
    HybridClock time = new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(5));
    return new Replica(
        TestNode.GRID,
        new ReplicaId(run),
        new ReplicaLimits(16, 1 << 20, Item.Limits.GREATEST, Buckets.STANDARD, Long.MAX_VALUE),
        new Replica.Ports(time, store, dispatched::add, Notices.none()));
  }

  private Written add(String element) {
    return replica.mutate(set("s"), AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8(element)));
  }

  private Written remove(String element) {
    return replica.mutate(set("s"), AddWinsSet.TYPE, new AddWinsSet.Remove(Bytes.utf8(element)));
  }

  private static String root(Replica of) {
    of.fold();
    return of.root().toString();
  }

  /** Drains into a list of "number>claim" and "gap number". */
  private List<String> drain() {
    List<String> seen = new ArrayList<>();
    replica.drain(new Outgoing.Sink() {
      @Override
      public void delta(long number, long claim, Outgoing.Operation done) {
        seen.add(number + ">" + claim + (done.removes() ? "-" : ""));
      }

      @Override
      public void gap(long upTo) {
        seen.add("gap " + upTo);
      }
    });
    return seen;
  }

  @Test
  void everyOperationTakesTheNextNumberAndSaysWhatItDid() {
    Written added = add("x");
    Written removed = remove("x");

    assertEquals(1, added.number());
    assertEquals(2, removed.number());
    assertEquals(added.written(), removed.removed());
    assertEquals(List.of("1>1", "2>2-"), drain());
  }

  @Test
  void anOperationThatChangesNothingTakesNoNumber() {
    Written nothing = remove("x");

    assertFalse(nothing.changed());
    assertEquals(0, replica.lastNumber());
    assertEquals(List.of(), drain());
  }

  @Test
  void anImpossibleOperationLeavesEverythingAsItWas() {
    Bytes tooLong = Bytes.wrap(new byte[AddWinsSet.MAX_ELEMENT + 1]);

    assertThrows(
        IllegalArgumentException.class,
        () -> replica.mutate(set("s"), AddWinsSet.TYPE, new AddWinsSet.Add(tooLong)));

    add("x");
    assertEquals(List.of("1>1"), drain());
  }

  @Test
  void whatAnEarlierRunStoredForgetsWithoutBeingChanged() {
    add("x");
    add("y");
    remove("y");
    for (long number = 4; number <= 6; number++) {
      replica.mutate(counter("c"), PnCounter.TYPE, new PnCounter.Add(1));
      drain();
      replica.history().checkpoint();
    }
    Replica again = replica(2, disk);

    again.upkeep().forget(again.clock());

    State state = again.state(set("s"));
    assertEquals(state.live(), state.context());
  }

  @Test
  void theStoreMayRefuseAndTheNumberIsVoid() {
    Store full = new RefusingStore();
    Replica refused = replica(9, full);

    assertThrows(
        StoreFull.class, () -> refused.mutate(counter("c"), PnCounter.TYPE, new PnCounter.Add(1)));

    assertTrue(refused.state(counter("c")).isEmpty());
    refused.drain(new Nothing());
    assertEquals(1, refused.clock().number(new ReplicaId(9)));
  }

  @Test
  void whatOthersWroteIsJoinedThoughTheStoreIsFullAndClaimedWhenItIsStored() {
    RefusingStore full = new RefusingStore();
    Replica receiver = replica(9, full);
    Written written = add("x");

    receiver.joined(set("s"), written.delta());
    receiver.history().applied(replica.run(), 0, written.number());
    receiver.upkeep().saveAgain();
    assertEquals(replica.state(set("s")), receiver.state(set("s")));
    assertFalse(receiver.hasApplied(replica.run(), written.number()));

    full.makeRoom();
    receiver.upkeep().saveAgain();
    receiver.history().applied(replica.run(), 0, written.number());
    assertEquals(Optional.of(receiver.state(set("s"))), full.read(set("s")));
    assertTrue(receiver.hasApplied(replica.run(), written.number()));
  }

  @Test
  void theOwnClockFollowsWhatWasDrained() {
    add("x");
    add("y");
    assertEquals(0, replica.clock().number(replica.run()));

    drain();

    assertEquals(2, replica.clock().number(replica.run()));
    assertTrue(replica.hasApplied(replica.run(), 2));
  }

  @Test
  void whoFallsARingBehindIsToldOfTheGap() {
    for (int i = 0; i < 40; i++) {
      add("element-" + i);
    }

    List<String> seen = drain();

    assertEquals("gap 40", seen.get(seen.size() - 1));
    assertEquals(40, replica.clock().number(replica.run()));
    add("one more");
    assertEquals(List.of("41>41"), drain());
  }

  @Test
  void removalsThatWereDroppedOnTheWayAreRemembered() {
    for (int i = 0; i < 40; i++) {
      add("x");
      remove("x");
    }

    drain();

    assertTrue(replica.removalCount() > 0);
    replica.upkeep().forget(new Clock(replica.clock().operations()));
    assertEquals(0, replica.removalCount());
  }

  @Test
  void anEntryWithNothingLiveLeavesTheTreeButKeepsItsContext() {
    String empty = root(replica);
    State late = add("x").delta();
    remove("x");

    assertEquals(empty, root(replica));
    replica.join(set("s"), late);
    assertFalse(AddWinsSet.contains(replica.state(set("s")), Bytes.utf8("x")));
    assertEquals(List.of(), replica.keys(key -> true));
  }

  @Test
  void deltasInAnyOrderMakeTheSameReplica() {
    List<Written> writes = List.of(add("x"), add("y"), remove("x"), add("z"), add("x"));
    Replica other = replica(2, new MemoryStore());

    for (int i = writes.size() - 1; i >= 0; i--) {
      other.joined(set("s"), writes.get(i).delta());
      other.joined(set("s"), writes.get(i).delta());
    }

    assertEquals(root(replica), root(other));
    assertEquals(replica.state(set("s")), other.state(set("s")));
  }

  @Test
  void anotherRunOverTheSameStoreHoldsTheSame() {
    add("x");
    remove("x");
    add("y");

    Replica again = replica(2, disk);

    assertEquals(root(replica), root(again));
    assertEquals(replica.state(set("s")), again.state(set("s")));
    assertEquals(Clock.EMPTY.applied(new ReplicaId(1), 2, 3), again.clock());
  }

  @Test
  void listenersHearOfChangesInOrderAndLater() {
    List<Change> heard = new ArrayList<>();
    try (Subscription all = replica.shared().listeners().add(set("s"), heard::add)) {
      add("x");
      remove("x");
      remove("x");
      replica.mutate(counter("c"), PnCounter.TYPE, new PnCounter.Add(1));
      assertEquals(List.of(), heard);

      dispatched.forEach(Runnable::run);
    }
    add("y");
    dispatched.forEach(Runnable::run);

    assertEquals(2, heard.size());
    assertEquals(heard.get(0).after(), heard.get(1).before());
    assertTrue(heard.get(0).local());
  }

  @Test
  void aSlowListenerLearnsHowMuchItMissed() {
    List<Change> heard = new ArrayList<>();
    try (Subscription all = replica.shared().listeners().add(any -> true, heard::add)) {
      for (int i = 0; i < Subscription.MAX_WAITING + 10; i++) {
        add("element-" + i);
      }
      dispatched.forEach(Runnable::run);
    }

    assertEquals(Subscription.MAX_WAITING + 1, heard.size());
    assertEquals(9, heard.get(0).skipped());
    assertEquals(State.EMPTY, heard.get(0).before());
    for (int i = 1; i < heard.size(); i++) {
      assertEquals(heard.get(i - 1).after(), heard.get(i).before());
    }
  }

  @Test
  void aSlowListenerOfManyEntriesMissesTheLastValueOfNone() {
    List<Change> heard = new ArrayList<>();
    try (Subscription some =
        replica.shared().listeners().add(key -> !key.equals(set("other")), heard::add)) {
      for (int i = 0; i < 3 * Subscription.MAX_WAITING; i++) {
        AddWinsSet.Add operation = new AddWinsSet.Add(Bytes.utf8("element-" + i));
        replica.mutate(set("key-" + i % 700), AddWinsSet.TYPE, operation);
        replica.mutate(set("other"), AddWinsSet.TYPE, operation);
      }
      dispatched.forEach(Runnable::run);
    }
    Map<EntryKey, State> last = new HashMap<>();
    for (Change change : heard) {
      assertEquals(last.getOrDefault(change.key(), State.EMPTY), change.before());
      last.put(change.key(), change.after());
    }
    assertEquals(700, last.size());
    last.forEach((key, state) -> assertEquals(replica.state(key), state));
    assertEquals(
        3 * Subscription.MAX_WAITING,
        heard.size() + heard.stream().mapToLong(Change::skipped).sum());
  }

  @Test
  void aListenerThatFailsHarmsNobody() {
    List<Change> heard = new ArrayList<>();
    try (Subscription bad = replica.shared().listeners().add(any -> true, change -> {
          throw new IllegalStateException("mine");
        });
        Subscription good = replica.shared().listeners().add(any -> true, heard::add)) {
      add("x");
      dispatched.forEach(Runnable::run);
    }

    assertEquals(1, heard.size());
  }

  @Test
  void largeDeltasAreDroppedBeforeTheyFillTheMemory() {
    EntryKey key = new EntryKey(LwwRegister.TYPE.id(), Bytes.utf8("film"));
    for (int i = 0; i < 5; i++) {
      LwwRegister.Set film = new LwwRegister.Set(Bytes.wrap(new byte[400_000]));
      replica.mutate(key, LwwRegister.TYPE, film);
    }

    assertEquals(List.of("1>1", "2>2-", "gap 5"), drain());
  }

  private static final class Nothing implements Outgoing.Sink {
    @Override
    public void delta(long number, long claim, Outgoing.Operation done) {}

    @Override
    public void gap(long upTo) {}
  }

  /** An entry that awaits its stamp may be forgotten and written anew before that comes. */
  @Test
  void theTreeShowsWhatStandsInPlaceOfAForgottenEntry() {
    add("x");
    remove("x");
    Replica again = replica(2, disk);
    AddWinsSet.Add z = new AddWinsSet.Add(Bytes.utf8("z"));
    again.mutate(set("s"), AddWinsSet.TYPE, z);
    again.mutate(set("s"), Erasure.TYPE, new Erasure.Erase());
    Clock all = again.clock().applied(new ReplicaId(1), 0, 2).applied(again.run(), 0, 2);
    again.adopt(all, all);
    again.upkeep().forget(Clock.EMPTY);
    assertEquals(State.EMPTY, again.state(set("s")));
    again.mutate(set("s"), AddWinsSet.TYPE, z);
    again.upkeep().forget(all);
    Replica anew = replica(3, new MemoryStore());
    anew.join(set("s"), again.state(set("s")));
    assertEquals(root(anew), root(again));
  }
}
