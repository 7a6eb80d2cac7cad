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
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.set.ElementChange.Add;
import io.rejoin.crdt.type.set.ElementChange.Remove;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CausalLengthSetTest extends CrdtLaws<ElementChange> {

  private static Add add(String element) {
    return new Add(Bytes.utf8(element));
  }

  private static Remove remove(String element) {
    return new Remove(Bytes.utf8(element));
  }

  @Override
  protected CrdtType<ElementChange> type() {
    return CausalLengthSet.TYPE;
  }

  @Override
  protected ElementChange operation(Random random) {
    String element = "e" + random.nextInt(5);
    return random.nextBoolean() ? add(element) : remove(element);
  }

  /** The length that each operation made or found, from what it had seen, in order. */
  @Override
  protected Object expected(History<ElementChange> history, List<Event<ElementChange>> heard) {
    Map<Integer, Long> lengths = new HashMap<>();
    for (Event<ElementChange> event : history.events()) {
      long seen = history.events().stream()
          .filter(other -> event.heard().get(other.id()) && isOfOneElement(event, other))
          .mapToLong(other -> lengths.getOrDefault(other.id(), 0L))
          .max()
          .orElse(0);
      boolean changes = seen % 2 == (event.operation() instanceof Add ? 0 : 1);
      lengths.put(event.id(), changes ? seen + 1 : seen);
    }
    Map<String, Long> longest = new TreeMap<>();
    heard.forEach(event -> longest.merge(
        event.operation().element().utf8(), lengths.getOrDefault(event.id(), 0L), Math::max));
    return longest.keySet().stream()
        .filter(e -> longest.getOrDefault(e, 0L) % 2 == 1)
        .toList();
  }

  private static boolean isOfOneElement(Event<ElementChange> left, Event<ElementChange> right) {
    return left.operation().element().equals(right.operation().element());
  }

  @Override
  protected Object actual(State state) {
    List<String> elements =
        CausalLengthSet.elements(state).stream().map(Bytes::utf8).toList();
    assertEquals(elements.size(), CausalLengthSet.size(state));
    return elements;
  }

  private static TwoSites<ElementChange> sites() {
    return new TwoSites<>(CausalLengthSet.TYPE);
  }

  private static boolean contains(State state, String element) {
    return CausalLengthSet.contains(state, Bytes.utf8(element));
  }

  @Test
  void addedAtBothSitesIsIn() {
    assertTrue(contains(sites().here(add("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void removedAtBothSitesIsOut() {
    State state = sites().first(add("x")).here(remove("x")).there(remove("x")).afterwards();
    assertFalse(contains(state, "x"));
    assertEquals(0, CausalLengthSet.size(state));
  }

  @Test
  void anAddOfWhatIsInChangesNothingSoARemoveTakesIt() {
    TwoSites<ElementChange> sites = sites().first(add("x")).here(remove("x"));
    assertTrue(sites.replicaThere().does(add("x")).isEmpty());
    assertFalse(contains(sites.afterwards(), "x"));
  }

  @Test
  void concurrentAddsAreOneSoARemoveOfOneTakesBoth() {
    State state = sites().here(add("x")).here(remove("x")).there(add("x")).afterwards();
    assertFalse(contains(state, "x"));
  }

  @Test
  void whoChangedItsMindMoreOftenIsRight() {
    TwoSites<ElementChange> sites = sites().first(add("x"));
    State state = sites.here(remove("x")).here(add("x")).there(remove("x")).afterwards();
    assertTrue(contains(state, "x"));
  }

  @Test
  void insideAMapAnAddOfWhatIsInDoesNotStandAgainstARemoveOfTheField() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("a", CausalLengthSet.TYPE, add("x"))).here(Maps.remove("a"));
    State map = sites.there(update("a", CausalLengthSet.TYPE, add("x"))).afterwards();
    assertEquals(0, CausalLengthSet.size(field(map, "a", CausalLengthSet.TYPE)));
    map = sites.here(update("a", CausalLengthSet.TYPE, add("x"))).afterwards();
    assertEquals(1, CausalLengthSet.size(field(map, "a", CausalLengthSet.TYPE)));
  }

  @Test
  void aRemovedElementKeepsOneItemThatIsNotCounted() {
    State state = sites().first(add("x"), remove("x"), add("y"), add("z")).afterwards();
    assertEquals(3, state.size());
    assertEquals(2, CausalLengthSet.size(state));
  }

  @Test
  void whatChangesNothingTakesNoNumber() {
    Replica<ElementChange> replica = new Replica<>(CausalLengthSet.TYPE, 1);
    assertTrue(replica.does(remove("x")).isEmpty());
    replica.does(add("x"));
    assertTrue(replica.does(add("x")).isEmpty());
    assertEquals(2, replica.nextNumber());
  }

  @Test
  void theGreatestLengthIsNotExceeded() {
    Bytes length = new ByteWriter().varint(Long.MAX_VALUE).toBytes();
    Replica<ElementChange> replica = new Replica<>(CausalLengthSet.TYPE, 1);
    replica.hears(Strange.item(length, Bytes.utf8("x")));
    assertTrue(contains(replica.state(), "x"));
    assertThrows(IllegalArgumentException.class, () -> replica.does(remove("x")));
  }

  @Test
  void marksThatCannotBeReadAreLeftOut() {
    Bytes strange = Bytes.wrap(new byte[] {9, 9});
    State state = Strange.item(strange, Bytes.utf8("x"));
    assertFalse(contains(state, "x"));
    assertEquals(0, CausalLengthSet.size(state));
  }

  @Test
  void refusesALargerElementThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[CausalLengthSet.MAX_ELEMENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Add(tooLarge));
    assertThrows(IllegalArgumentException.class, () -> new Remove(tooLarge));
  }
}
