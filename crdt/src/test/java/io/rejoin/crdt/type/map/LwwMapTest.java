package io.rejoin.crdt.type.map;

import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.rejoin.crdt.type.map.LwwMap.Change;
import io.rejoin.crdt.type.map.LwwMap.Put;
import io.rejoin.crdt.type.map.LwwMap.Remove;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.LwwRegister.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LwwMapTest extends CrdtLaws<Change> {
  private static final Bytes A = Bytes.utf8("a");

  private static Put put(String field, String value) {
    return new Put(Bytes.utf8(field), Bytes.utf8(value));
  }

  private static Remove remove(String field) {
    return new Remove(Bytes.utf8(field));
  }

  @Override
  protected CrdtType<Change> type() {
    return LwwMap.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    String field = "f" + random.nextInt(6);
    return random.nextInt(4) > 0 ? put(field, "v" + random.nextInt(9)) : remove(field);
  }

  /** The greatest of all writes of a field decides, by the time that its delta carries. */
  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    SortedMap<Version, Change> writes = new TreeMap<>();
    heard.forEach(event -> writes.put(written(event), event.operation()));
    Map<String, String> fields = new TreeMap<>();
    for (Change write : writes.values()) {
      if (write instanceof Put put) {
        fields.put(put.field().utf8(), put.value().utf8());
      } else {
        fields.remove(write.field().utf8());
      }
    }
    return fields;
  }

  private static Version written(Event<Change> event) {
    View field = event.delta().root().child(event.operation().field());
    return LwwRegister.versions(field).get(0);
  }

  @Override
  protected Object actual(State state) {
    return texts(state);
  }

  private static Map<String, String> texts(State state) {
    Map<String, String> texts = new TreeMap<>();
    LwwMap.fields(state).forEach((field, value) -> {
      texts.put(field.utf8(), value.utf8());
      assertEquals(Optional.of(value), LwwMap.value(state, field));
    });
    assertEquals(texts.size(), LwwMap.size(state));
    return texts;
  }

  private static TwoSites<Change> sitesAt(long here, long there) {
    TwoSites<Change> sites = new TwoSites<>(LwwMap.TYPE);
    sites.replicaHere().clockIs(Timestamp.ofMillis(here));
    sites.replicaThere().clockIs(Timestamp.ofMillis(there));
    return sites;
  }

  /** The values that were written to a, the winner first. */
  private static String versions(State state) {
    return LwwMap.versions(state, A).stream()
        .map(version -> version.value().map(Bytes::utf8).orElse("removed"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void putsOfDifferentFieldsAreBothThere() {
    State map = sitesAt(10, 11).here(put("a", "x")).there(put("b", "y")).afterwards();
    assertEquals(Map.of("a", "x", "b", "y"), texts(map));
  }

  @Test
  void theLaterOfConcurrentPutsWinsAndTheLoserIsReadable() {
    State map = sitesAt(10, 11).here(put("a", "x")).there(put("a", "y")).afterwards();
    assertEquals(Map.of("a", "y"), texts(map));
    assertEquals("y x", versions(map));
  }

  @Test
  void atTheSameTimeTheGreaterRunWins() {
    State map = sitesAt(10, 10).here(put("a", "x")).there(put("a", "b")).afterwards();
    assertEquals(Map.of("a", "b"), texts(map));
  }

  @Test
  void aLaterRemoveWinsAndTheLostPutIsReadable() {
    State map = sitesAt(10, 11).here(put("a", "x")).there(remove("a")).afterwards();
    assertEquals(Map.of(), texts(map));
    assertEquals("removed x", versions(map));
  }

  @Test
  void aLaterPutWinsAgainstARemove() {
    State map = sitesAt(10, 11).here(remove("a")).there(put("a", "y")).afterwards();
    assertEquals(Map.of("a", "y"), texts(map));
  }

  @Test
  void removedAtBothSitesIsGone() {
    TwoSites<Change> sites = sitesAt(10, 11).first(put("a", "x"));
    assertEquals(Map.of(), texts(sites.here(remove("a")).there(remove("a")).afterwards()));
  }

  @Test
  void aPutBringsARemovedFieldOfAnEnclosingMapBackWithItsValueAlone() {
    TwoSites<ObservedRemoveMap.Change> sites = new TwoSites<>(ObservedRemoveMap.TYPE);
    sites.first(update("m", LwwMap.TYPE, put("a", "x")), update("m", LwwMap.TYPE, put("b", "x")));
    sites.here(Maps.remove("m")).there(update("m", LwwMap.TYPE, put("a", "y")));
    View map = field(sites.afterwards(), "m", LwwMap.TYPE);
    assertEquals(Map.of(A, Bytes.utf8("y")), LwwMap.fields(map));
    assertEquals(1, LwwMap.versions(map, A).size());
  }

  @Test
  void whatWasSeenIsOverruledAlsoWithAClockBehind() {
    TwoSites<Change> sites = sitesAt(9_000, 1_000).first(put("a", "x"));
    State map = sites.there(remove("a")).afterwards();
    assertEquals(Map.of(), texts(map));
    assertEquals("removed", versions(map));
  }

  @Test
  void anEmptyValueIsAValue() {
    State map = sitesAt(10, 11).here(put("a", "")).afterwards();
    assertEquals(Map.of("a", ""), texts(map));
  }

  @Test
  void writesThatCannotBeReadAreLeftOut() {
    assertEquals(Map.of(), texts(Strange.item(Bytes.utf8("short"), A)));
    assertEquals(Map.of(), texts(Strange.item(Bytes.utf8("long enough"), A)));
  }

  @Test
  void refusesALargerFieldOrValueThanTheLimit() {
    Bytes field = Bytes.wrap(new byte[LwwMap.MAX_FIELD + 1]);
    Bytes value = Bytes.wrap(new byte[LwwMap.MAX_VALUE + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Put(field, A));
    assertThrows(IllegalArgumentException.class, () -> new Remove(field));
    assertThrows(IllegalArgumentException.class, () -> new Put(A, value));
    Put largest = new Put(A, Bytes.wrap(new byte[LwwMap.MAX_VALUE]));
    assertTrue(LwwMap.value(sitesAt(1, 2).here(largest).afterwards(), A).isPresent());
  }
}
