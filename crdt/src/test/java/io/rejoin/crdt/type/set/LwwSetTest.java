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
import io.rejoin.crdt.State;
import io.rejoin.crdt.Strange;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.LwwRegister.Version;
import io.rejoin.crdt.type.set.ElementChange.Add;
import io.rejoin.crdt.type.set.ElementChange.Remove;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LwwSetTest extends CrdtLaws<ElementChange> {

  private static Add add(String element) {
    return new Add(Bytes.utf8(element));
  }

  private static Remove remove(String element) {
    return new Remove(Bytes.utf8(element));
  }

  @Override
  protected CrdtType<ElementChange> type() {
    return LwwSet.TYPE;
  }

  @Override
  protected ElementChange operation(Random random) {
    String element = "e" + random.nextInt(9);
    return random.nextInt(5) < 3 ? add(element) : remove(element);
  }

  /** The greatest of all writes of an element decides, by the time that its delta carries. */
  @Override
  protected Object expected(History<ElementChange> history, List<Event<ElementChange>> heard) {
    SortedMap<Version, ElementChange> writes = new TreeMap<>();
    heard.forEach(event -> writes.put(written(event), event.operation()));
    Set<String> in = new TreeSet<>();
    for (ElementChange write : writes.values()) {
      String element = write.element().utf8();
      if (write instanceof Add) {
        in.add(element);
      } else {
        in.remove(element);
      }
    }
    return List.copyOf(in);
  }

  private static Version written(Event<ElementChange> event) {
    View element = event.delta().root().child(event.operation().element());
    return LwwRegister.versions(element).get(0);
  }

  @Override
  protected Object actual(State state) {
    List<String> elements = LwwSet.elements(state).stream().map(Bytes::utf8).toList();
    assertEquals(elements.size(), LwwSet.size(state));
    return elements;
  }

  private static TwoSites<ElementChange> sites() {
    return new TwoSites<>(LwwSet.TYPE);
  }

  private static boolean contains(State state, String element) {
    return LwwSet.contains(state, Bytes.utf8(element));
  }

  private static TwoSites<ElementChange> sitesAt(long here, long there) {
    TwoSites<ElementChange> sites = sites();
    sites.replicaHere().clockIs(Timestamp.ofMillis(here));
    sites.replicaThere().clockIs(Timestamp.ofMillis(there));
    return sites;
  }

  @Test
  void addedAtBothSitesIsIn() {
    assertTrue(contains(sitesAt(10, 11).here(add("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void aLaterRemoveWinsAgainstAnAdd() {
    assertFalse(contains(sitesAt(10, 11).here(add("x")).there(remove("x")).afterwards(), "x"));
  }

  @Test
  void aLaterAddWinsAgainstARemove() {
    assertTrue(contains(sitesAt(10, 11).here(remove("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void atTheSameTimeTheGreaterRunDecides() {
    assertFalse(contains(sitesAt(10, 10).here(add("x")).there(remove("x")).afterwards(), "x"));
    assertTrue(contains(sitesAt(10, 10).here(remove("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void removedAtBothSitesIsOut() {
    State state = sites().first(add("x")).here(remove("x")).there(remove("x")).afterwards();
    assertFalse(contains(state, "x"));
    assertEquals(0, LwwSet.size(state));
  }

  @Test
  void insideAMapAnAddStandsAgainstARemoveOfTheField() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", LwwSet.TYPE, add("x")), update("a", LwwSet.TYPE, add("y")));
    sites.here(Maps.remove("a")).there(update("a", LwwSet.TYPE, add("x")));
    Set<Bytes> elements = LwwSet.elements(field(sites.afterwards(), "a", LwwSet.TYPE));
    assertEquals(Set.of(Bytes.utf8("x")), elements);
  }

  @Test
  void whatWasSeenIsOverruledAlsoWithAClockBehind() {
    TwoSites<ElementChange> sites = sitesAt(9_000, 1_000).first(add("x"));
    assertFalse(contains(sites.there(remove("x")).afterwards(), "x"));
    assertEquals(1, sites.replicaHere().state().size());
  }

  @Test
  void aRemoveOfWhatWasNeverInHoldsBackAnEarlierAdd() {
    TwoSites<ElementChange> sites = sitesAt(11, 10).here(remove("x")).there(add("x"));
    assertFalse(contains(sites.afterwards(), "x"));
    assertTrue(contains(sites.here(add("x")).afterwards(), "x"));
  }

  @Test
  void marksThatCannotBeReadAreLeftOut() {
    Bytes strange = Bytes.wrap(new byte[] {9, 9});
    State state = Strange.item(strange, Bytes.utf8("x"));
    assertFalse(contains(state, "x"));
    assertEquals(0, LwwSet.size(state));
  }

  @Test
  void refusesALargerElementThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[LwwSet.MAX_ELEMENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Add(tooLarge));
    assertThrows(IllegalArgumentException.class, () -> new Remove(tooLarge));
  }
}
