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
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.HyperLogLog.Add;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HyperLogLogTest extends CrdtLaws<Add> {

  private static Add add(String element) {
    return new Add(Bytes.utf8(element));
  }

  @Override
  protected CrdtType<Add> type() {
    return HyperLogLog.TYPE;
  }

  @Override
  protected Add operation(Random random) {
    return add("e" + random.nextInt(40));
  }

  /** So few elements have registers of their own, so the count is exact. */
  @Override
  protected Object expected(History<Add> history, List<Event<Add>> heard) {
    return heard.stream().map(Event::operation).distinct().count();
  }

  @Override
  protected Object actual(State state) {
    return HyperLogLog.count(state);
  }

  private static TwoSites<Add> sites() {
    return new TwoSites<>(HyperLogLog.TYPE);
  }

  @Test
  void differentElementsBothCount() {
    assertEquals(2, HyperLogLog.count(sites().here(add("x")).there(add("y")).afterwards()));
  }

  @Test
  void theSameElementCountsOnce() {
    assertEquals(1, HyperLogLog.count(sites().here(add("x")).there(add("x")).afterwards()));
  }

  @Test
  void insideAMapARemovalOfTheFieldTakesWhatItSaw() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(Maps.update("u", HyperLogLog.TYPE, add("x")));
    sites.here(Maps.remove("u")).there(Maps.update("u", HyperLogLog.TYPE, add("y")));
    State map = sites.afterwards();
    assertEquals(1, HyperLogLog.count(Maps.field(map, "u", HyperLogLog.TYPE)));
  }

  @Test
  void anEmptyOneCountsNothing() {
    assertEquals(0, HyperLogLog.count(State.EMPTY));
  }

  @Test
  void anElementThatIsKnownChangesNothing() {
    Replica<Add> replica = new Replica<>(HyperLogLog.TYPE, 1);
    replica.does(add("x"));
    assertTrue(replica.does(add("x")).isEmpty());
  }

  @Test
  void countsWithinThreeStandardErrorsInLittleSpace() {
    Replica<Add> replica = new Replica<>(HyperLogLog.TYPE, 1);
    int added = 0;
    for (int goal : new int[] {100, 1_000, 10_000, 60_000, 200_000}) {
      for (; added < goal; added++) {
        replica.does(add("element " + added));
      }
      double error = Math.abs(HyperLogLog.count(replica.state()) - goal) / (double) goal;
      assertTrue(error < 3 * 0.0081, goal + " counted wrong by " + error);
    }
    assertTrue(replica.state().toBytes().length() < 20 * 1024);
  }

  @Test
  void refusesElementsThatAreTooLarge() {
    Bytes large = Bytes.wrap(new byte[HyperLogLog.MAX_ELEMENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Add(large));
  }
}
