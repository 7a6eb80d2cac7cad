package io.rejoin.crdt.type.counter;

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
import io.rejoin.crdt.type.counter.PnCounter.Add;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PnCounterTest extends CrdtLaws<Add> {

  @Override
  protected CrdtType<Add> type() {
    return PnCounter.TYPE;
  }

  @Override
  protected Add operation(Random random) {
    return new Add(random.nextInt(9) - 4);
  }

  @Override
  protected Object expected(History<Add> history, List<Event<Add>> heard) {
    return heard.stream().mapToLong(event -> event.operation().amount()).sum();
  }

  @Override
  protected Object actual(State state) {
    return PnCounter.value(state);
  }

  private static TwoSites<Add> sites() {
    return new TwoSites<>(PnCounter.TYPE);
  }

  @Test
  void additionsAddUp() {
    State state = sites().here(new Add(2)).there(new Add(3)).afterwards();
    assertEquals(5, PnCounter.value(state));
  }

  @Test
  void additionAndSubtractionAddUp() {
    State state = sites().here(new Add(2)).there(new Add(-3)).afterwards();
    assertEquals(-1, PnCounter.value(state));
  }

  @Test
  void aRunHasOneItemHoweverOftenItAdds() {
    State state = sites().first(new Add(2), new Add(3)).here(new Add(-1)).afterwards();
    assertEquals(1, state.size());
    assertEquals(4, PnCounter.value(state));
  }

  @Test
  void whereADeltaIsLostNothingIsCountedTwice() {
    TwoSites<Add> sites = sites().first(new Add(5));
    sites.here(new Add(2));
    State last = sites.replicaHere().does(new Add(1));
    sites.replicaThere().hears(last);
    assertEquals(8, PnCounter.value(sites.replicaThere().state()));
  }

  @Test
  void nothingAddedChangesNothing() {
    Replica<Add> replica = new Replica<>(PnCounter.TYPE, 1);
    assertTrue(replica.does(new Add(0)).isEmpty());
    assertEquals(1, replica.nextNumber());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Replica<Add> replica = new Replica<>(PnCounter.TYPE, 1);
    replica.does(new Add(Long.MAX_VALUE - 1));
    assertThrows(IllegalArgumentException.class, () -> replica.does(new Add(1)));
    assertEquals(Long.MAX_VALUE - 1, PnCounter.value(replica.state()));
    assertEquals(2, replica.nextNumber());
    assertThrows(IllegalArgumentException.class, () -> new Add(Long.MIN_VALUE));
  }

  @Test
  void sumsOfAllRunsStayAtTheGreatestNumber() {
    Add most = new Add(Long.MAX_VALUE - 1);
    State state = sites().here(most).there(most).afterwards();
    assertEquals(Long.MAX_VALUE, PnCounter.value(state));
  }
}
