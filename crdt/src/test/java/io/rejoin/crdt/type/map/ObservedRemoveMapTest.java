package io.rejoin.crdt.type.map;

import static io.rejoin.crdt.type.map.Maps.addTo;
import static io.rejoin.crdt.type.map.Maps.count;
import static io.rejoin.crdt.type.map.Maps.field;
import static io.rejoin.crdt.type.map.Maps.inside;
import static io.rejoin.crdt.type.map.Maps.remove;
import static io.rejoin.crdt.type.map.Maps.set;
import static io.rejoin.crdt.type.map.Maps.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.type.StandardTypes;
import io.rejoin.crdt.type.cart.Carts;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap.Change;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.MvRegister;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rows of the map's table, those that nested types have for it, and nesting. */
class ObservedRemoveMapTest {

  private static TwoSites<Change> sites() {
    return new TwoSites<>(ObservedRemoveMap.TYPE);
  }

  private static Set<Bytes> fields(State map) {
    return ObservedRemoveMap.fields(map).keySet();
  }

  private static long counted(State map, String field) {
    return PnCounter.value(field(map, field, PnCounter.TYPE));
  }

  @Test
  void updatesOfDifferentFieldsAreBothThere() {
    State map = sites().here(count("a", 1)).there(addTo("b", "x")).afterwards();
    assertEquals(Set.of(Bytes.utf8("a"), Bytes.utf8("b")), fields(map));
  }

  @Test
  void updatesOfOneFieldJoinAsItsTypeSays() {
    State map = sites().here(count("a", 1)).there(count("a", 2)).afterwards();
    assertEquals(3, counted(map, "a"));
  }

  @Test
  void aRemoveTakesOnlyWhatItSawOfASet() {
    State map =
        sites().first(addTo("a", "x")).here(remove("a")).there(addTo("a", "y")).afterwards();
    View set = field(map, "a", AddWinsSet.TYPE);
    assertEquals(Set.of(Bytes.utf8("y")), AddWinsSet.elements(set));
  }

  @Test
  void aRemoveTakesOnlyWhatItSawOfACounter() {
    State map =
        sites().first(count("a", 5)).here(remove("a")).there(count("a", 3)).afterwards();
    assertEquals(3, counted(map, "a"));
    TwoSites<Change> own = sites().first(count("a", 5)).there(remove("a")).here(count("a", 3));
    assertEquals(3, counted(own.afterwards(), "a"));
  }

  @Test
  void aConcurrentWriteBringsARemovedRegisterBackWithItsValueAlone() {
    State map =
        sites().first(set("a", "x")).here(remove("a")).there(set("a", "y")).afterwards();
    View register = field(map, "a", LwwRegister.TYPE);
    assertEquals(Optional.of(Bytes.utf8("y")), LwwRegister.value(register));
    assertEquals(1, LwwRegister.versions(register).size());
  }

  @Test
  void aConcurrentWriteBringsARemovedMultiValueRegisterBackWithItsValueAlone() {
    MvRegister.Set x = new MvRegister.Set(Bytes.utf8("x"));
    MvRegister.Set y = new MvRegister.Set(Bytes.utf8("y"));
    TwoSites<Change> sites = sites().first(update("a", MvRegister.TYPE, x)).here(remove("a"));
    State map = sites.there(update("a", MvRegister.TYPE, y)).afterwards();
    assertEquals(List.of(y.value()), MvRegister.values(field(map, "a", MvRegister.TYPE)));
  }

  @Test
  void removedAtBothSitesIsGone() {
    State map =
        sites().first(count("a", 5)).here(remove("a")).there(remove("a")).afterwards();
    assertTrue(fields(map).isEmpty());
    assertEquals(0, map.size());
  }

  @Test
  void oneFieldUnderTwoTypesIsTwoValues() {
    State map = sites().here(count("a", 1)).there(addTo("a", "x")).afterwards();
    assertEquals(1, counted(map, "a"));
    assertTrue(AddWinsSet.contains(field(map, "a", AddWinsSet.TYPE), Bytes.utf8("x")));
    assertEquals(1, fields(map).size());
  }

  @Test
  void aRemoveLeavesWhatIsUpdatedConcurrentlyInsideIt() {
    TwoSites<Change> sites = sites().first(inside("a", count("c", 5)));
    State map = sites.here(remove("a")).there(inside("a", count("b", 1))).afterwards();
    View inner = field(map, "a", ObservedRemoveMap.TYPE);
    assertEquals(Set.of(Bytes.utf8("b")), ObservedRemoveMap.fields(inner).keySet());
  }

  @Test
  void aNestedCartWorksAsEver() {
    Replica<Change> site = sites().replicaHere();
    site.does(update("guest", ShoppingCart.TYPE, Carts.add("tea", 2)));
    site.does(update("guest", ShoppingCart.TYPE, Carts.checkout("o")));
    View cart = field(site.state(), "guest", ShoppingCart.TYPE);
    assertTrue(ShoppingCart.lines(cart).isEmpty());
    assertEquals(1, ShoppingCart.orders(cart).size());
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    assertTrue(sites().replicaHere().does(remove("a")).isEmpty());
  }

  private static Change nested(int maps) {
    Change change = update("c", ShoppingCart.TYPE, Carts.add("tea", 1));
    for (int i = 1; i < maps; i++) {
      change = inside("m", change);
    }
    return change;
  }

  @Test
  void mapsLieWithinEachOtherUpToTheLimit() throws MalformedBytes {
    Change deepest = nested(ObservedRemoveMap.MAX_NESTING);
    Replica<Change> site = sites().replicaHere();
    assertFalse(site.does(deepest).isEmpty());
    ByteWriter out = new ByteWriter();
    deepest.write(out);
    assertEquals(
        deepest,
        ObservedRemoveMap.TYPE.readOperation(
            new ByteReader(out.toBytes()), StandardTypes.catalogue()));
    assertThrows(IllegalArgumentException.class, () -> nested(ObservedRemoveMap.MAX_NESTING + 1));
  }

  @Test
  void refusesDeepNestingFromOutside() {
    ByteWriter out = new ByteWriter();
    for (int i = 0; i < 10_000; i++) {
      out.u8(1).bytes(Bytes.EMPTY).varint(ObservedRemoveMap.TYPE.id());
    }
    ByteReader in = new ByteReader(out.u8(2).bytes(Bytes.EMPTY).toBytes());
    assertThrows(
        MalformedBytes.class,
        () -> ObservedRemoveMap.TYPE.readOperation(in, StandardTypes.catalogue()));
  }
}
