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
import io.rejoin.crdt.Strange;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.set.ElementChange.Add;
import io.rejoin.crdt.type.set.ElementChange.Remove;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TwoPhaseSetTest extends CrdtLaws<ElementChange> {

  private static Add add(String element) {
    return new Add(Bytes.utf8(element));
  }

  private static Remove remove(String element) {
    return new Remove(Bytes.utf8(element));
  }

  @Override
  protected CrdtType<ElementChange> type() {
    return TwoPhaseSet.TYPE;
  }

  @Override
  protected ElementChange operation(Random random) {
    String element = "e" + random.nextInt(30);
    return random.nextInt(3) > 0 ? add(element) : remove(element);
  }

  /** In is what was ever added and never removed. */
  @Override
  protected Object expected(History<ElementChange> history, List<Event<ElementChange>> heard) {
    Set<String> in = new TreeSet<>();
    heard.forEach(event -> in.add(event.operation().element().utf8()));
    heard.stream()
        .filter(event -> event.operation() instanceof Remove)
        .forEach(event -> in.remove(event.operation().element().utf8()));
    return List.copyOf(in);
  }

  @Override
  protected Object actual(State state) {
    List<String> elements =
        TwoPhaseSet.elements(state).stream().map(Bytes::utf8).toList();
    assertEquals(elements.size(), TwoPhaseSet.size(state));
    return elements;
  }

  private static TwoSites<ElementChange> sites() {
    return new TwoSites<>(TwoPhaseSet.TYPE);
  }

  private static boolean contains(State state, String element) {
    return TwoPhaseSet.contains(state, Bytes.utf8(element));
  }

  private static boolean isOutForGood(TwoSites<ElementChange> sites) {
    State before = sites.afterwards();
    State after = sites.here(add("x")).there(add("x")).afterwards();
    return !contains(before, "x")
        && !contains(after, "x")
        && TwoPhaseSet.wasRemoved(after, Bytes.utf8("x"));
  }

  @Test
  void addedAtBothSitesIsIn() {
    assertTrue(contains(sites().here(add("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void aRemoveWinsForGood() {
    assertTrue(isOutForGood(sites().first(add("x")).here(remove("x")).there(add("x"))));
  }

  @Test
  void aRemoveOfWhatWasNeverInWinsForGood() {
    assertTrue(isOutForGood(sites().here(remove("x")).there(add("x"))));
  }

  @Test
  void anAddAfterARemoveChangesNothing() {
    TwoSites<ElementChange> sites = sites().here(remove("x"));
    assertTrue(sites.replicaHere().does(add("x")).isEmpty());
    assertTrue(isOutForGood(sites.there(add("x"))));
  }

  @Test
  void removedAtBothSitesIsOutForGood() {
    assertTrue(isOutForGood(sites().first(add("x")).here(remove("x")).there(remove("x"))));
  }

  @Test
  void insideAMapAnAddStandsAgainstARemoveOfTheField() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", TwoPhaseSet.TYPE, add("x")), update("a", TwoPhaseSet.TYPE, add("y")));
    sites.here(Maps.remove("a")).there(update("a", TwoPhaseSet.TYPE, add("x")));
    Set<Bytes> elements = TwoPhaseSet.elements(field(sites.afterwards(), "a", TwoPhaseSet.TYPE));
    assertEquals(Set.of(Bytes.utf8("x")), elements);
  }

  @Test
  void insideAMapARemoveStandsAgainstARemoveOfTheField() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", TwoPhaseSet.TYPE, remove("x"))).here(Maps.remove("a"));
    sites.there(update("a", TwoPhaseSet.TYPE, remove("x"))).afterwards();
    State map = sites.here(update("a", TwoPhaseSet.TYPE, add("x"))).afterwards();
    assertFalse(TwoPhaseSet.contains(field(map, "a", TwoPhaseSet.TYPE), Bytes.utf8("x")));
  }

  @Test
  void insideAMapARemoveOfTheFieldTakesTheMarksThatItSaw() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", TwoPhaseSet.TYPE, remove("x")), Maps.remove("a"));
    State map = sites.here(update("a", TwoPhaseSet.TYPE, add("x"))).afterwards();
    assertTrue(TwoPhaseSet.contains(field(map, "a", TwoPhaseSet.TYPE), Bytes.utf8("x")));
  }

  @Test
  void aRemovedElementKeepsOneMarkThatIsNotCounted() {
    State state = sites().first(add("x"), remove("x"), remove("x"), add("y")).afterwards();
    assertEquals(2, state.size());
    assertEquals(1, TwoPhaseSet.size(state));
  }

  @Test
  void whatIsSoAlreadyTakesNoNumber() {
    Replica<ElementChange> replica = new Replica<>(TwoPhaseSet.TYPE, 1);
    replica.does(add("x"));
    assertTrue(replica.does(add("x")).isEmpty());
    replica.does(remove("x"));
    assertTrue(replica.does(remove("x")).isEmpty());
    assertEquals(3, replica.nextNumber());
  }

  @Test
  void marksThatCannotBeReadAreLeftOut() {
    Bytes strange = Bytes.wrap(new byte[] {9, 9});
    State state = Strange.item(strange, Bytes.utf8("x"));
    assertFalse(contains(state, "x"));
    assertEquals(0, TwoPhaseSet.size(state));
  }

  @Test
  void refusesALargerElementThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[TwoPhaseSet.MAX_ELEMENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Add(tooLarge));
    assertThrows(IllegalArgumentException.class, () -> new Remove(tooLarge));
  }
}
