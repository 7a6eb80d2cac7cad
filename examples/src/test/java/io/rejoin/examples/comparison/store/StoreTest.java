package io.rejoin.examples.comparison.store;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.examples.comparison.history.NoMajority;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Schedule.Phase;
import io.rejoin.examples.comparison.store.LastWriterWins.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the modelled stores do where sites cannot reach each other. */
class StoreTest {
  private static final List<List<Integer>> WHOLE = List.of(List.of(0, 1, 2));
  private static final Schedule CUT = new Schedule(
      3,
      List.of(
          new Phase(Duration.ZERO, WHOLE),
          new Phase(ofSeconds(10), List.of(List.of(0), List.of(1, 2))),
          new Phase(ofSeconds(20), WHOLE)),
      ofSeconds(30));

  @Test
  void ofWholeDocumentsTheLaterOneStays() {
    Store store = new LastWriterWins(Unit.DOCUMENT, CUT);
    put(store, 0, 1, "a", "before");
    put(store, 0, 12, "b", "left");
    put(store, 1, 13, "c", "right");
    assertEquals(Map.of("a", "before", "b", "left"), read(store, 0, 14));
    assertEquals(Map.of("a", "before", "c", "right"), read(store, 2, 14));
    for (int site = 0; site < 3; site++) {
      assertEquals(Map.of("a", "before", "c", "right"), read(store, site, 20));
    }
  }

  @Test
  void ofCellsEachHasATimeOfItsOwn() {
    Store store = new LastWriterWins(Unit.CELL, CUT);
    put(store, 0, 1, "a", "before");
    put(store, 0, 12, "b", "left");
    put(store, 0, 13, "x", "left");
    put(store, 1, 14, "x", "right");
    put(store, 1, 15, "c", "right");
    store.at(2, ofSeconds(16)).change("doc", cells -> cells.remove("a"));
    assertEquals(Map.of("a", "before", "b", "left", "x", "left"), read(store, 0, 17));
    for (int site = 0; site < 3; site++) {
      assertEquals(Map.of("b", "left", "c", "right", "x", "right"), read(store, site, 25));
    }
  }

  @Test
  void anExchangeInBetweenIsNotMissed() {
    Schedule twice = new Schedule(
        2,
        List.of(
            new Phase(Duration.ZERO, List.of(List.of(0), List.of(1))),
            new Phase(ofSeconds(5), List.of(List.of(0, 1))),
            new Phase(ofSeconds(6), List.of(List.of(0), List.of(1))),
            new Phase(ofSeconds(20), List.of(List.of(0, 1)))),
        ofSeconds(30));
    Store store = new LastWriterWins(Unit.CELL, twice);
    put(store, 0, 1, "a", "left");
    assertEquals(Map.of("a", "left"), read(store, 1, 10));
  }

  @Test
  void aQuorumHasOneTruthAndRefusesWithoutAMajority() {
    Store store = new MajorityQuorum(CUT);
    put(store, 0, 1, "a", "before");
    put(store, 1, 12, "b", "right");
    assertThrows(NoMajority.class, () -> read(store, 0, 13));
    assertThrows(NoMajority.class, () -> put(store, 0, 13, "c", "left"));
    assertEquals(Map.of("a", "before", "b", "right"), read(store, 0, 20));
  }

  private static void put(Store store, int site, int second, String cell, String value) {
    store.at(site, ofSeconds(second)).change("doc", cells -> cells.put(cell, value));
  }

  private static Map<String, String> read(Store store, int site, int second) {
    return store.at(site, ofSeconds(second)).read("doc");
  }
}
