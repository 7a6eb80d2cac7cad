package io.rejoin.crdt.type.counter;

import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.remove;
import static io.rejoin.crdt.type.map.Maps.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtLaws;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.History;
import io.rejoin.crdt.History.Event;
import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.type.counter.GrowOnlyCounter.Increment;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Change;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowOnlyCounterTest extends CrdtLaws<Increment> {

  @Override
  protected CrdtType<Increment> type() {
    return GrowOnlyCounter.TYPE;
  }

  @Override
  protected Increment operation(Random random) {
    return new Increment(random.nextInt(5));
  }

  @Override
  protected Object expected(History<Increment> history, List<Event<Increment>> heard) {
    return heard.stream().mapToLong(event -> event.operation().amount()).sum();
  }

  @Override
  protected Object actual(State state) {
    return GrowOnlyCounter.value(state);
  }

  private static TwoSites<Increment> sites() {
    return new TwoSites<>(GrowOnlyCounter.TYPE);
  }

  private static Change count(long amount) {
    return update("a", GrowOnlyCounter.TYPE, new Increment(amount));
  }

  @Test
  void incrementsAddUp() {
    State state = sites().here(new Increment(2)).there(new Increment(3)).afterwards();
    assertEquals(5, GrowOnlyCounter.value(state));
  }

  @Test
  void aRemoveOfAFieldTakesExactlyWhatItSaw() {
    TwoSites<Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    State map = sites.first(count(5)).here(remove("a")).there(count(3)).afterwards();
    assertEquals(3, GrowOnlyCounter.value(field(map, "a", GrowOnlyCounter.TYPE)));
    map = sites.first(count(1)).here(count(4)).there(remove("a")).afterwards();
    assertEquals(4, GrowOnlyCounter.value(field(map, "a", GrowOnlyCounter.TYPE)));
  }

  @Test
  void aRunHasOneItemHoweverOftenItCounts() {
    State state = sites().first(new Increment(2), new Increment(3)).afterwards();
    assertEquals(1, state.size());
    assertEquals(5, GrowOnlyCounter.value(state));
  }

  @Test
  void whereADeltaIsLostNothingIsCountedTwice() {
    TwoSites<Increment> sites = sites().first(new Increment(5)).here(new Increment(2));
    sites.replicaThere().hears(sites.replicaHere().does(new Increment(1)));
    assertEquals(8, GrowOnlyCounter.value(sites.replicaThere().state()));
  }

  @Test
  void nothingCountedChangesNothing() {
    Replica<Increment> replica = new Replica<>(GrowOnlyCounter.TYPE, 1);
    assertTrue(replica.does(new Increment(0)).isEmpty());
    assertEquals(1, replica.nextNumber());
  }

  @Test
  void refusesToGoDownAndWhatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new Increment(-1));
    Replica<Increment> replica = new Replica<>(GrowOnlyCounter.TYPE, 1);
    replica.does(new Increment(Long.MAX_VALUE - 1));
    assertThrows(IllegalArgumentException.class, () -> replica.does(new Increment(1)));
    assertEquals(Long.MAX_VALUE - 1, GrowOnlyCounter.value(replica.state()));
    assertEquals(2, replica.nextNumber());
  }

  @Test
  void aSumOfAllRunsStaysAtTheGreatestNumber() {
    Increment most = new Increment(Long.MAX_VALUE - 1);
    State state = sites().here(most).there(most).afterwards();
    assertEquals(Long.MAX_VALUE, GrowOnlyCounter.value(state));
  }
}
