package io.rejoin.crdt.type.set;

import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.set.GrowOnlySet.Add;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrowOnlySetTest extends CrdtLaws<Add> {

  private static Add add(String element) {
    return new Add(Bytes.utf8(element));
  }

  @Override
  protected CrdtType<Add> type() {
    return GrowOnlySet.TYPE;
  }

  @Override
  protected Add operation(Random random) {
    return add("e" + random.nextInt(30));
  }

  @Override
  protected Object expected(History<Add> history, List<Event<Add>> heard) {
    return heard.stream()
        .map(event -> event.operation().element().utf8())
        .sorted()
        .distinct()
        .toList();
  }

  @Override
  protected Object actual(State state) {
    List<String> elements =
        GrowOnlySet.elements(state).stream().map(Bytes::utf8).toList();
    assertEquals(elements.size(), GrowOnlySet.size(state));
    return elements;
  }

  private static TwoSites<Add> sites() {
    return new TwoSites<>(GrowOnlySet.TYPE);
  }

  private static boolean contains(State state, String element) {
    return GrowOnlySet.contains(state, Bytes.utf8(element));
  }

  @Test
  void whatIsAddedAtEitherSiteIsIn() {
    State state = sites().here(add("x")).there(add("y")).afterwards();
    assertTrue(contains(state, "x") && contains(state, "y"));
    assertEquals(2, GrowOnlySet.size(state));
  }

  @Test
  void addedAtBothSitesIsInOnce() {
    State state = sites().here(add("x")).there(add("x")).afterwards();
    assertTrue(contains(state, "x"));
    assertEquals(1, GrowOnlySet.size(state));
  }

  @Test
  void insideAMapAnAddStandsAgainstARemoveOfTheField() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", GrowOnlySet.TYPE, add("x")), update("a", GrowOnlySet.TYPE, add("y")));
    sites.here(Maps.remove("a")).there(update("a", GrowOnlySet.TYPE, add("x")));
    Set<Bytes> elements = GrowOnlySet.elements(field(sites.afterwards(), "a", GrowOnlySet.TYPE));
    assertEquals(Set.of(Bytes.utf8("x")), elements);
  }

  @Test
  void addingAgainChangesNothing() {
    Replica<Add> replica = new Replica<>(GrowOnlySet.TYPE, 1);
    replica.does(add("x"));
    assertTrue(replica.does(add("x")).isEmpty());
    assertEquals(2, replica.nextNumber());
  }

  @Test
  void nothingIsInAnEmptySet() {
    assertFalse(contains(State.EMPTY, "x"));
  }

  @Test
  void refusesALargerElementThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[GrowOnlySet.MAX_ELEMENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Add(tooLarge));
  }
}
