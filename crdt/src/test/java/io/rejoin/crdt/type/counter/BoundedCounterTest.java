package io.rejoin.crdt.type.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.Strange;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter.Change;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.crdt.type.counter.BoundedCounter.Transfer;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BoundedCounterTest {
  private static final ReplicaId HERE = new ReplicaId(1);
  private static final ReplicaId THERE = new ReplicaId(2);
  private static final ReplicaId ELSEWHERE = new ReplicaId(3);

  private static TwoSites<Change> sites() {
    return new TwoSites<>(BoundedCounter.TYPE);
  }

  /** Both know of so many rights here and there. */
  private static TwoSites<Change> sites(long here, long there) {
    return sites().first(new Increment(here + there), new Transfer(THERE, there));
  }

  private static InsufficientRights refused(Replica<Change> replica, Change change) {
    State before = replica.state();
    InsufficientRights refusal = assertThrows(InsufficientRights.class, () -> replica.does(change));
    assertEquals(before, replica.state());
    return refusal;
  }

  // ---- the table

  @Test
  void incrementsAddUpAndEachSideMayTakeItsOwn() {
    State state = sites().here(new Increment(2)).there(new Increment(3)).afterwards();
    assertEquals(5, BoundedCounter.value(state));
    assertEquals(Map.of(HERE, 2L, THERE, 3L), BoundedCounter.rights(state));
  }

  @Test
  void bothSidesTakeOfTheirOwnRights() {
    State state = sites(5, 2).here(new Decrement(3)).there(new Decrement(2)).afterwards();
    assertEquals(2, BoundedCounter.value(state));
    assertEquals(Map.of(HERE, 2L), BoundedCounter.rights(state));
  }

  @Test
  void theLastOneIsTakenOnlyWhereItsRightIs() {
    TwoSites<Change> sites = sites().first(new Increment(1)).here(new Decrement(1));
    refused(sites.replicaThere(), new Decrement(1));
    assertEquals(0, BoundedCounter.value(sites.afterwards()));
  }

  @Test
  void whatIsAddedElsewhereCannotBeTakenHere() {
    TwoSites<Change> sites = sites().here(new Increment(5));
    refused(sites.replicaThere(), new Decrement(1));
    State state = sites.afterwards();
    assertEquals(5, BoundedCounter.value(state));
    assertEquals(5, refused(sites.replicaThere(), new Decrement(1)).known());
  }

  @Test
  void aTransferCountsOnceItHasArrived() {
    TwoSites<Change> sites = sites().first(new Increment(5)).here(new Transfer(THERE, 3));
    refused(sites.replicaThere(), new Decrement(1));
    assertEquals(5, BoundedCounter.value(sites.afterwards()));
    sites.replicaThere().does(new Decrement(3));
    assertEquals(2, BoundedCounter.value(sites.afterwards()));
  }

  @Test
  void transfersInBothDirectionsCount() {
    State state =
        sites(5, 2).here(new Transfer(THERE, 3)).there(new Transfer(HERE, 2)).afterwards();
    assertEquals(Map.of(HERE, 4L, THERE, 3L), BoundedCounter.rights(state));
    assertEquals(7, BoundedCounter.value(state));
  }

  // ---- refusals and limits

  @Test
  void aRefusalSaysWhatIsHereAndWhatExists() {
    TwoSites<Change> sites = sites(5, 2);
    InsufficientRights refusal = refused(sites.replicaThere(), new Decrement(3));
    assertEquals(3, refusal.asked());
    assertEquals(2, refusal.here());
    assertEquals(7, refusal.known());
    assertEquals("3 asked, 2 rights here now; 7 exist as far as is known", refusal.getMessage());
    refused(sites.replicaThere(), new Transfer(HERE, 3));
  }

  @Test
  void aRunHasOneItemHoweverOftenItWrites() {
    State state = sites(5, 2).here(new Decrement(1)).here(new Increment(1)).afterwards();
    assertEquals(1, state.size());
  }

  @Test
  void rightsGivenToARunThatNeverWroteAreIts() {
    State state = sites(5, 2).here(new Transfer(ELSEWHERE, 4)).afterwards();
    assertEquals(Map.of(HERE, 1L, THERE, 2L, ELSEWHERE, 4L), BoundedCounter.rights(state));
    assertEquals(
        new BoundedCounter.Account(0, 4, 0, 0), BoundedCounter.accounts(state).get(ELSEWHERE));
  }

  @Test
  void whoHasNotHeardOfAGiftSeesNoRightsAndNothingBelowZero() {
    TwoSites<Change> sites = sites();
    State added = sites.replicaHere().does(new Increment(5));
    State given = sites.replicaHere().does(new Transfer(THERE, 5));
    sites.replicaThere().hears(given);
    State taken = sites.replicaThere().does(new Decrement(4));

    Replica<Change> third = new Replica<>(BoundedCounter.TYPE, 3);
    third.hears(taken);
    assertEquals(0, BoundedCounter.value(third.state()));
    assertEquals(0, BoundedCounter.rights(third.state(), THERE));
    third.hears(added);
    assertEquals(1, BoundedCounter.value(third.state()), "what is known to be spent is gone");
    third.hears(given);
    assertEquals(Map.of(THERE, 1L), BoundedCounter.rights(third.state()));
  }

  @Test
  void anotherLifeOfAProcessHasNoRightsOfTheOneBefore() {
    Replica<Change> again = new Replica<>(BoundedCounter.TYPE, 4);
    again.hears(sites(5, 2).afterwards());
    assertEquals(7, refused(again, new Decrement(1)).known());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Replica<Change> replica = new Replica<>(BoundedCounter.TYPE, 1);
    replica.does(new Increment(Long.MAX_VALUE - 1));
    assertThrows(IllegalArgumentException.class, () -> replica.does(new Increment(1)));
    assertThrows(IllegalArgumentException.class, () -> replica.does(new Transfer(HERE, 1)));
    assertThrows(IllegalArgumentException.class, () -> new Increment(0));
    assertThrows(IllegalArgumentException.class, () -> new Decrement(-1));
    assertThrows(IllegalArgumentException.class, () -> new Transfer(THERE, 0));
    assertEquals(Long.MAX_VALUE - 1, BoundedCounter.value(replica.state()));
  }

  @Test
  void sumsOfAllRunsStayAtTheGreatestNumber() {
    Increment most = new Increment(Long.MAX_VALUE - 1);
    State state = sites().here(most).there(most).afterwards();
    assertEquals(Long.MAX_VALUE, BoundedCounter.value(state));
  }

  @Test
  void aRunGivesToALimitedNumberOfOthers() {
    SortedMap<ReplicaId, Long> given = new TreeMap<>();
    for (int i = 0; i < BoundedCounter.MAX_GIVEN_TO; i++) {
      given.put(new ReplicaId(100 + i), 1L);
    }
    RightsRow full = new RightsRow(10_000, 0, given, Collections.emptySortedSet());
    assertEquals(full, RightsRow.read(full.toBytes()).orElseThrow());
    State before = Strange.item(full.toBytes());
    Replica<Change> replica = new Replica<>(BoundedCounter.TYPE, 1);
    replica.hears(before);
    replica.goesOnWith(before.runs().get(0));
    Transfer more = new Transfer(new ReplicaId(99), 1);
    assertThrows(IllegalArgumentException.class, () -> replica.does(more));
    replica.does(new Transfer(new ReplicaId(100), 1));
  }

  @Test
  void isNoFieldOfAMap() {
    Replica<ObservedRemoveMap.Change> map = new Replica<>(ObservedRemoveMap.TYPE, 1);
    var nested =
        new ObservedRemoveMap.Update<>(Bytes.utf8("stock"), BoundedCounter.TYPE, new Increment(1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> map.does(nested)).getMessage();
    assertTrue(String.valueOf(message).contains("give it a key of its own"), message);
  }
}
