package io.rejoin.crdt.type.set;

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
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet.Add;
import io.rejoin.crdt.type.set.AddWinsSet.Change;
import io.rejoin.crdt.type.set.AddWinsSet.Clear;
import io.rejoin.crdt.type.set.AddWinsSet.Remove;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddWinsSetTest extends CrdtLaws<Change> {

  private static Add add(String element) {
    return new Add(Bytes.utf8(element));
  }

  private static Remove remove(String element) {
    return new Remove(Bytes.utf8(element));
  }

  @Override
  protected CrdtType<Change> type() {
    return AddWinsSet.TYPE;
  }

  @Override
  protected Change operation(Random random) {
    String element = "e" + random.nextInt(12);
    int kind = random.nextInt(20);
    return kind == 0 ? new Clear() : kind < 13 ? add(element) : remove(element);
  }

  private static Effect effect(Event<Change> event) {
    if (event.operation() instanceof Add add) {
      return Effect.replaces(event, "", add.element().utf8());
    }
    return event.operation() instanceof Remove remove
        ? Effect.takes(remove.element().utf8())
        : Effect.takes();
  }

  @Override
  protected Object expected(History<Change> history, List<Event<Change>> heard) {
    return Specification.live(heard, AddWinsSetTest::effect).stream()
        .map(Contribution::place)
        .map(place -> place.get(0))
        .sorted()
        .distinct()
        .toList();
  }

  @Override
  protected Object actual(State state) {
    List<String> elements = AddWinsSet.elements(state).stream().map(Bytes::utf8).toList();
    assertEquals(elements.size(), AddWinsSet.size(state));
    return elements;
  }

  private static TwoSites<Change> sites() {
    return new TwoSites<>(AddWinsSet.TYPE);
  }

  private static boolean contains(State state, String element) {
    return AddWinsSet.contains(state, Bytes.utf8(element));
  }

  @Test
  void addedAtBothSitesIsIn() {
    assertTrue(contains(sites().here(add("x")).there(add("x")).afterwards(), "x"));
  }

  @Test
  void anAddWinsAgainstAConcurrentRemove() {
    State state = sites().first(add("x")).here(remove("x")).there(add("x")).afterwards();
    assertTrue(contains(state, "x"));
  }

  @Test
  void removedAtBothSitesIsOut() {
    State state = sites().first(add("x")).here(remove("x")).there(remove("x")).afterwards();
    assertFalse(contains(state, "x"));
  }

  @Test
  void clearTakesAllButAConcurrentAdd() {
    TwoSites<Change> sites = sites().first(add("a"), add("x"));
    State state = sites.here(new Clear()).there(add("x")).afterwards();
    assertTrue(contains(state, "x"));
    assertEquals(1, AddWinsSet.size(state));
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    Replica<Change> replica = new Replica<>(AddWinsSet.TYPE, 1);
    assertTrue(replica.does(remove("x")).isEmpty());
    assertTrue(replica.does(new Clear()).isEmpty());
  }

  @Test
  void addingAgainKeepsOneItemPerElement() {
    Replica<Change> replica = new Replica<>(AddWinsSet.TYPE, 1);
    replica.does(add("x"));
    replica.does(add("x"));
    assertEquals(1, replica.state().size());
  }

  @Test
  void refusesALargerElementThanTheLimit() {
    Bytes tooLarge = Bytes.wrap(new byte[AddWinsSet.MAX_ELEMENT + 1]);
    assertThrows(IllegalArgumentException.class, () -> new Add(tooLarge));
  }
}
