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
import io.rejoin.crdt.type.set.RemoveWinsSet.Add;
import io.rejoin.crdt.type.set.RemoveWinsSet.Change;
import io.rejoin.crdt.type.set.RemoveWinsSet.Clear;
import io.rejoin.crdt.type.set.RemoveWinsSet.Remove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RemoveWinsSetTest extends CrdtLaws<Change> {

  private static Add add(String element) {
    return new Add(Bytes.utf8(element));
  }

  private static Remove remove(String element) {
    return new Remove(Bytes.utf8(element));
  }

  @Override
  protected CrdtType<Change> type() {
    return RemoveWinsSet.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    String element = "e" + random.nextInt(9);
    int kind = random.nextInt(20);
    return kind == 0 ? new Clear() : kind < 12 ? add(element) : remove(element);
  }

  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    Map<Integer, List<String>> touched = new HashMap<>();
    for (Event<Change> event : history.events()) {
      touched.put(event.id(), touched(history, event, touched));
    }
    return in(heard, touched);
  }

  /** The elements of which an event says something: a clear, of those that it saw in. */
  private static List<String> touched(
      History<Change> history, Event<Change> event, Map<Integer, List<String>> before) {
    if (event.operation() instanceof Add add) {
      return List.of(add.element().utf8());
    }
    return event.operation() instanceof Remove remove
        ? List.of(remove.element().utf8())
        : in(history.events().stream().filter(e -> event.heard().get(e.id())).toList(), before);
  }

  /** What was added, unless a remove of it is left that no other operation has seen. */
  private static List<String> in(List<Event<Change>> heard, Map<Integer, List<String>> touched) {
    Set<String> added = new TreeSet<>();
    Set<String> removed = new TreeSet<>();
    for (Event<Change> event : heard) {
      List<String> elements = new ArrayList<>(touched.getOrDefault(event.id(), List.of()));
      heard.stream()
          .filter(other -> other.heard().get(event.id()))
          .forEach(other -> elements.removeAll(touched.getOrDefault(other.id(), List.of())));
      (event.operation() instanceof Add ? added : removed).addAll(elements);
    }
    added.removeAll(removed);
    return List.copyOf(added);
  }

  @Override
  protected Object actual(State state) {
    List<String> elements =
        RemoveWinsSet.elements(state).stream().map(Bytes::utf8).toList();
    assertEquals(elements.size(), RemoveWinsSet.size(state));
    return elements;
  }

  private static TwoSites<Change> sites() {
    return new TwoSites<>(RemoveWinsSet.TYPE);
  }

  private static boolean contains(State state, String element) {
    return RemoveWinsSet.contains(state, Bytes.utf8(element));
  }

  @Test
  void addedAtBothSitesIsIn() {
    assertTrue(contains(sites().here(add("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void aRemoveWinsAgainstAConcurrentAdd() {
    State state = sites().first(add("x")).here(remove("x")).there(add("x")).afterwards();
    assertFalse(contains(state, "x"));
    assertEquals(0, RemoveWinsSet.size(state));
  }

  @Test
  void aRemoveOfWhatWasNeverInWinsToo() {
    assertFalse(contains(sites().here(remove("x")).there(add("x")).afterwards(), "x"));
    TwoSites<Change> sites = sites().first(add("x"), remove("x"));
    assertFalse(contains(sites.here(remove("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void removedAtBothSitesIsOut() {
    State state = sites().first(add("x")).here(remove("x")).there(remove("x")).afterwards();
    assertFalse(contains(state, "x"));
  }

  @Test
  void anAddOverrulesARemoveThatItHasSeen() {
    TwoSites<Change> sites = sites().here(remove("x")).there(add("x"));
    assertTrue(contains(sites.here(add("x")).afterwards(), "x"));
    assertTrue(contains(sites().first(remove("x"), add("x")).afterwards(), "x"));
  }

  @Test
  void anAddDoesNotOverruleARemoveThatItHasNotSeen() {
    TwoSites<Change> sites = sites().first(add("x"));
    sites.here(remove("x")).here(add("x")).there(remove("x"));
    assertFalse(contains(sites.afterwards(), "x"));
  }

  @Test
  void clearTakesWhatItSawAlsoAgainstAConcurrentAddOfIt() {
    TwoSites<Change> sites = sites().first(add("x"), add("z"));
    State state = sites.here(new Clear()).there(add("x")).there(add("y")).afterwards();
    assertEquals(Set.of(Bytes.utf8("y")), RemoveWinsSet.elements(state));
  }

  @Test
  void insideAMapAnAddStandsAgainstARemoveOfTheField() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(
        update("a", RemoveWinsSet.TYPE, add("x")), update("a", RemoveWinsSet.TYPE, add("y")));
    sites.here(Maps.remove("a")).there(update("a", RemoveWinsSet.TYPE, add("x")));
    Set<Bytes> elements =
        RemoveWinsSet.elements(field(sites.afterwards(), "a", RemoveWinsSet.TYPE));
    assertEquals(Set.of(Bytes.utf8("x")), elements);
  }

  @Test
  void aRemovedElementKeepsOneMarkThatIsNotCounted() {
    State state = sites().first(add("x"), remove("x"), remove("x"), add("y")).afterwards();
    assertEquals(2, state.size());
    assertEquals(1, RemoveWinsSet.size(state));
  }

  @Test
  void clearingAnEmptySetChangesNothing() {
    Replica<Change> replica = new Replica<>(RemoveWinsSet.TYPE, 1);
    replica.does(remove("x"));
    assertTrue(replica.does(new Clear()).isEmpty());
  }

  @Test
  void marksThatCannotBeReadAreLeftOut() {
    Bytes strange = Bytes.wrap(new byte[] {9, 9});
    State state = Strange.item(strange, Bytes.utf8("x"));
    assertFalse(contains(state, "x"));
    assertEquals(0, RemoveWinsSet.size(state));
  }

  @Test
  void refusesALargerElementThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[RemoveWinsSet.MAX_ELEMENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Add(tooLarge));
    assertThrows(IllegalArgumentException.class, () -> new Remove(tooLarge));
  }
}
