package io.rejoin.crdt.type.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.map.Maps;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.sequence.ReplicatedList.Change;
import io.rejoin.crdt.type.sequence.ReplicatedList.Delete;
import io.rejoin.crdt.type.sequence.ReplicatedList.Insert;
import io.rejoin.crdt.type.sequence.ReplicatedList.Move;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListTest {

  private static Insert insert(int index, String elements) {
    return new Insert(index, Stream.of(elements.split("")).map(Bytes::utf8).toList());
  }

  private static String shown(List<Bytes> elements) {
    return elements.stream().map(Bytes::utf8).collect(Collectors.joining());
  }

  private static String list(State state) {
    return shown(ReplicatedList.elements(state));
  }

  private static TwoSites<Change> sites(String elements) {
    return new TwoSites<>(ReplicatedList.TYPE).first(insert(0, elements));
  }

  @Test
  void whatIsInsertedOneAfterTheOtherStaysTogether() {
    TwoSites<Change> sites = sites("()");
    sites.here(insert(1, "a")).here(insert(2, "b")).there(insert(1, "x")).there(insert(2, "y"));
    String list = list(sites.afterwards());
    assertTrue(list.equals("(abxy)") || list.equals("(xyab)"), list);
  }

  @Test
  void whatIsInsertedOneBeforeTheOtherStaysTogether() {
    TwoSites<Change> sites = sites("()");
    sites.here(insert(1, "b")).here(insert(1, "a")).there(insert(1, "y")).there(insert(1, "x"));
    String list = list(sites.afterwards());
    assertTrue(list.equals("(abxy)") || list.equals("(xyab)"), list);
  }

  @Test
  void deletedAtBothSitesIsGoneOnce() {
    State state = sites("axb").here(new Delete(1, 1)).there(new Delete(1, 1)).afterwards();
    assertEquals("ab", list(state));
  }

  @Test
  void whatIsInsertedBesideSomethingDeletedStaysWhereItWas() {
    State state = sites("abxcd").here(new Delete(1, 3)).there(insert(3, "y")).afterwards();
    assertEquals("ayd", list(state));
  }

  @Test
  void aDeletionWinsAgainstAMove() {
    State state = sites("abxc").here(new Delete(2, 1)).there(new Move(2, 0)).afterwards();
    assertEquals("abc", list(state));
    TwoSites<Change> again = sites("abxc").first(new Move(2, 1));
    assertEquals("abc", list(again.here(new Delete(1, 1)).there(new Move(1, 0)).afterwards()));
  }

  @Test
  void theLaterOfTwoMovesWins() {
    TwoSites<Change> sites = sites("axbc");
    sites.replicaHere().clockIs(Timestamp.ofMillis(1000));
    sites.replicaThere().clockIs(Timestamp.ofMillis(2000));
    assertEquals("abcx", list(sites.here(new Move(1, 0)).there(new Move(1, 3)).afterwards()));
  }

  @Test
  void ofTwoMovesAtTheSameTimeThatOfTheGreaterRunWins() {
    State state = sites("axbc").here(new Move(1, 0)).there(new Move(1, 3)).afterwards();
    assertEquals("abcx", list(state));
  }

  @Test
  void aMoveThatHasSeenAnotherWinsWhateverTheClock() {
    TwoSites<Change> sites = sites("axbc");
    sites.replicaHere().clockIs(Timestamp.ofMillis(2000));
    sites.first(new Move(1, 0));
    sites.replicaThere().clockIs(Timestamp.ofMillis(1000));
    assertEquals("abxc", list(sites.there(new Move(0, 2)).afterwards()));
  }

  @Test
  void whatIsInsertedBesideSomethingMovedStays() {
    State state = sites("axbc").here(new Move(1, 3)).there(insert(2, "y")).afterwards();
    assertEquals("aybcx", list(state));
  }

  @Test
  void aListOfMovedElementsIsEditedLikeAnyOther() {
    Replica<Change> replica = new Replica<>(ReplicatedList.TYPE, 1);
    replica.does(insert(0, "abcdef"));
    replica.does(new Move(0, 5));
    replica.does(insert(6, "x"));
    replica.does(insert(5, "y"));
    replica.does(new Move(6, 0));
    replica.does(new Delete(1, 2));
    assertEquals("adefyx", list(replica.state()));
    assertEquals("f", ReplicatedList.element(replica.state(), 3).utf8());
  }

  private static TwoSites<ObservedRemoveMap.Change> field(String elements) {
    return new TwoSites<>(ObservedRemoveMap.TYPE).first(inField(insert(0, elements)));
  }

  private static ObservedRemoveMap.Change inField(Change change) {
    return Maps.update("f", ReplicatedList.TYPE, change);
  }

  private static String inField(State map) {
    return shown(ReplicatedList.elements(Maps.field(map, "f", ReplicatedList.TYPE)));
  }

  @Test
  void removingAFieldLeavesOnlyWhatItDidNotSee() {
    TwoSites<ObservedRemoveMap.Change> sites = field("abc");
    sites.here(Maps.remove("f")).there(inField(insert(1, "xyz")));
    assertEquals("xyz", inField(sites.afterwards()));
  }

  @Test
  void removingAFieldIsNotUndoneByDeletingOrMovingInIt() {
    TwoSites<ObservedRemoveMap.Change> sites = field("abc");
    sites.here(Maps.remove("f")).there(inField(new Delete(1, 1))).there(inField(new Move(1, 0)));
    assertEquals("", inField(sites.afterwards()));
  }

  @Test
  void aListInAFieldCanBeEdited() {
    TwoSites<ObservedRemoveMap.Change> sites = field("abc");
    sites.here(inField(insert(3, "de"))).here(inField(new Move(4, 0)));
    sites.there(inField(new Delete(0, 2)));
    assertEquals("ecd", inField(sites.afterwards()));
  }

  @Test
  void takesElementsUpToTheLimit() {
    Bytes large = Bytes.wrap(new byte[ReplicatedList.MAX_ELEMENT]);
    Bytes tooLarge = Bytes.wrap(new byte[ReplicatedList.MAX_ELEMENT + 1]);
    Replica<Change> replica = new Replica<>(ReplicatedList.TYPE, 1);
    replica.does(new Insert(0, List.of(large, Bytes.EMPTY, large)));
    replica.does(new Insert(3, List.of(large)));
    List<Bytes> expected = List.of(large, Bytes.EMPTY, large, large);
    assertEquals(expected, ReplicatedList.elements(replica.state()));
    assertThrows(IllegalArgumentException.class, () -> new Insert(0, List.of(tooLarge)));
  }

  @Test
  void refusesIndexesThatAreNotThere() {
    State state = sites("abc").afterwards();
    assertThrows(IndexOutOfBoundsException.class, () -> ReplicatedList.element(state, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> ReplicatedList.range(state, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> sites("abc").here(insert(4, "x")));
  }
}
