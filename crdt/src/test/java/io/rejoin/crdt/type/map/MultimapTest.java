package io.rejoin.crdt.type.map;

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
import io.rejoin.crdt.Specification;
import io.rejoin.crdt.Specification.Contribution;
import io.rejoin.crdt.Specification.Effect;
import io.rejoin.crdt.State;
import io.rejoin.crdt.Strange;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.map.Multimap.Change;
import io.rejoin.crdt.type.map.Multimap.Put;
import io.rejoin.crdt.type.map.Multimap.Remove;
import io.rejoin.crdt.type.map.Multimap.RemoveAll;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MultimapTest extends CrdtLaws<Change> {
  private static final Bytes A = Bytes.utf8("a");

  private static Put put(String field, String value) {
    return new Put(Bytes.utf8(field), Bytes.utf8(value));
  }

  private static Remove remove(String field, String value) {
    return new Remove(Bytes.utf8(field), Bytes.utf8(value));
  }

  private static RemoveAll removeAll(String field) {
    return new RemoveAll(Bytes.utf8(field));
  }

  @Override
  protected CrdtType<Change> type() {
    return Multimap.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    String field = "f" + random.nextInt(3);
    String value = "v" + random.nextInt(4);
    int kind = random.nextInt(12);
    return kind == 0 ? removeAll(field) : kind < 8 ? put(field, value) : remove(field, value);
  }

  private static Effect effect(Event<Change> event) {
    String field = event.operation().field().utf8();
    if (event.operation() instanceof Put put) {
      return Effect.replaces(event, "", field, put.value().utf8());
    }
    return event.operation() instanceof Remove remove
        ? Effect.takes(field, remove.value().utf8())
        : Effect.takes(field);
  }

  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    return Set.copyOf(Specification.live(heard, MultimapTest::effect).stream()
        .map(Contribution::place)
        .map(place -> place.get(0) + "=" + place.get(1))
        .toList());
  }

  @Override
  protected Object actual(State state) {
    return pairs(state);
  }

  private static Set<String> pairs(State state) {
    Set<String> pairs = new TreeSet<>();
    Multimap.fields(state).forEach((field, values) -> {
      assertEquals(values, Multimap.values(state, field));
      assertFalse(values.isEmpty());
      values.forEach(value -> pairs.add(field.utf8() + "=" + value.utf8()));
    });
    assertEquals(pairs.size(), Multimap.size(state));
    return pairs;
  }

  private static TwoSites<Change> sites() {
    return new TwoSites<>(Multimap.TYPE);
  }

  @Test
  void concurrentPutsAreBothThere() {
    State map = sites().here(put("a", "x")).there(put("a", "y")).afterwards();
    assertEquals(Set.of("a=x", "a=y"), pairs(map));
    assertTrue(Multimap.contains(map, A, Bytes.utf8("x")));
  }

  @Test
  void theSamePairPutTwiceIsOne() {
    State map = sites().here(put("a", "x")).there(put("a", "x")).afterwards();
    assertEquals(Set.of("a=x"), pairs(map));
  }

  @Test
  void aPutWinsAgainstAConcurrentRemove() {
    TwoSites<Change> sites = sites().first(put("a", "x")).here(remove("a", "x"));
    assertEquals(Set.of("a=x"), pairs(sites.there(put("a", "x")).afterwards()));
  }

  @Test
  void removedAtBothSitesIsGone() {
    TwoSites<Change> sites = sites().first(put("a", "x"), put("a", "y"));
    sites.here(remove("a", "x")).there(remove("a", "x"));
    assertEquals(Set.of("a=y"), pairs(sites.afterwards()));
  }

  @Test
  void removeAllTakesOnlyWhatItSaw() {
    TwoSites<Change> sites = sites().first(put("a", "x"), put("a", "z"));
    assertEquals(
        Set.of("a=y"), pairs(sites.here(removeAll("a")).there(put("a", "y")).afterwards()));
  }

  @Test
  void removeAllLeavesOtherFields() {
    TwoSites<Change> sites = sites().first(put("a", "x"), put("c", "x"));
    State map = sites.here(removeAll("a")).there(put("b", "x")).afterwards();
    assertEquals(Set.of("b=x", "c=x"), pairs(map));
    assertEquals(2, map.size());
  }

  @Test
  void aPutBringsARemovedFieldOfAnEnclosingMapBackWithItsValueAlone() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("m", Multimap.TYPE, put("a", "x"))).here(Maps.remove("m"));
    State state = sites.there(update("m", Multimap.TYPE, put("a", "y"))).afterwards();
    View map = field(state, "m", Multimap.TYPE);
    assertEquals(Map.of(A, Set.of(Bytes.utf8("y"))), Multimap.fields(map));
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    Replica<Change> replica = new Replica<>(Multimap.TYPE, 1);
    assertTrue(replica.does(remove("a", "x")).isEmpty());
    assertTrue(replica.does(removeAll("a")).isEmpty());
  }

  @Test
  void aFieldWithoutValuesIsNotThere() {
    State state = Strange.item(Bytes.EMPTY, A);
    assertEquals(Set.of(), pairs(state));
    assertEquals(Set.of(), Multimap.values(state, A));
  }

  @Test
  void refusesALargerFieldOrValueThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[Multimap.MAX_FIELD + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Put(tooLarge, A));
    assertThrows(IllegalArgumentException.class, () -> new Remove(A, tooLarge));
    assertThrows(IllegalArgumentException.class, () -> new RemoveAll(tooLarge));
  }
}
