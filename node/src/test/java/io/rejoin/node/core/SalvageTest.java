package io.rejoin.node.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.map.ObservedRemoveMap;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.node.core.bundle.Salvage;
import io.rejoin.testing.TestNetwork;
import io.rejoin.testing.TestNode;
import io.rejoin.testing.TestNode.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ben was cut off and evicted; Ada takes in what he has left. */
class SalvageTest {
  private static final Duration LATER = Duration.ofSeconds(60);
  private static final Duration WHILE = Duration.ofSeconds(20);

  private final TestNetwork network = new TestNetwork();
  private final TestNode ada = new TestNode(network, Setting.of("ada", "north", 1));
  private final TestNode ben = new TestNode(network, Setting.of("ben", "south", 2), ada);
  private final TestNode cleo = new TestNode(network, Setting.of("cleo", "west", 3), ada);

  @BeforeEach
  void meet() {
    network.runUntil(
        "all linked",
        LATER,
        () -> List.of(ada, ben, cleo).stream()
            .allMatch(node -> node.core().linked().size() == 2));
  }

  private void cutOffBen() {
    network.runFor(WHILE);
    network.cut((from, to) -> from.equals(ben.address()) != to.equals(ben.address()));
  }

  private void evictBen() {
    ada.core().evictions().evict(ben.id());
    network.runFor(WHILE);
    network.kill(ben);
  }

  /** All entries, as from the store of a node that has ended. */
  private Salvage.Find salvaged(TestNode at, EntryKey key) {
    Set<ReplicaId> runs = Set.of(ben.replica().run());
    return at.core().bundles().enter(ben.id(), runs).enter(key, ben.replica().state(key));
  }

  private Salvage.Find looked(TestNode at, EntryKey key) {
    Set<ReplicaId> runs = Set.of(ben.replica().run());
    return at.core().bundles().look(runs).look(key, ben.replica().state(key));
  }

  private void same() {
    network.runUntil("the same", LATER, () -> ada.root().equals(cleo.root()));
  }

  @Test
  void whatOnlyTheEvictedNodeHadReachesEverybody() {
    cutOffBen();
    ben.add("tags", "red");
    evictBen();
    Salvage.Find found = looked(ada, TestNode.set("tags"));
    assertEquals(1, found.added());
    assertFalse(ada.holds("tags", "red"));
    salvaged(ada, TestNode.set("tags"));
    network.runUntil("there", LATER, () -> cleo.holds("tags", "red"));
  }

  @Test
  void whatTheGridHasIsOfNoInterest() {
    ada.add("tags", "red");
    ben.count("visits", 2);
    cutOffBen();
    evictBen();
    assertTrue(looked(ada, TestNode.set("tags")).isNothing());
    assertTrue(looked(ada, TestNode.counter("visits")).isNothing());
  }

  @Test
  void twiceIsOnceAtOneNodeOrAtTwo() {
    ben.count("visits", 2);
    cutOffBen();
    ben.count("visits", 3);
    ada.count("visits", 10);
    evictBen();
    assertEquals(0, salvaged(ada, TestNode.counter("visits")).removed());
    salvaged(cleo, TestNode.counter("visits"));
    assertTrue(salvaged(ada, TestNode.counter("visits")).isNothing());
    same();
    assertEquals(15, ada.counted("visits"));
    assertEquals(15, cleo.counted("visits"));
  }

  @Test
  void whatTheGridRemovedAndForgotMeanwhileStaysAway() {
    ada.add("tags", "red");
    ben.add("tags", "blue");
    cutOffBen();
    ada.remove("tags", "red");
    ada.remove("tags", "blue");
    evictBen();
    network.runUntil("forgotten", LATER, () -> ada.replica().remembering() == 0);
    Salvage.Find found = salvaged(ada, TestNode.set("tags"));
    assertEquals(0, found.added());
    assertEquals(1, found.leftOut());
    network.runFor(WHILE);
    assertFalse(ada.holds("tags", "red") || ada.holds("tags", "blue"));
  }

  @Test
  void aRemovalTakesAwayOnlyWhatTheNodeHadSeen() {
    ada.add("tags", "red");
    ada.add("tags", "blue");
    cutOffBen();
    ben.remove("tags", "red");
    ben.remove("tags", "blue");
    ada.add("tags", "red");
    evictBen();
    assertEquals(1, looked(ada, TestNode.set("tags")).removed());
    long before = ada.replica().lastNumber();
    salvaged(ada, TestNode.set("tags"));
    assertEquals(before + 1, ada.replica().lastNumber());
    same();
    assertTrue(cleo.holds("tags", "red"));
    assertFalse(cleo.holds("tags", "blue"));
  }

  @Test
  void whatWasSalvagedCanBeRemovedAndForgottenAgain() {
    cutOffBen();
    ben.add("tags", "red");
    ben.count("visits", 1);
    ben.remove("tags", "red");
    ben.add("tags", "blue");
    evictBen();
    salvaged(ada, TestNode.set("tags"));
    same();
    cleo.remove("tags", "blue");
    network.runUntil(
        "forgotten",
        LATER,
        () -> List.of(ada, cleo).stream()
            .allMatch(
                node -> node.replica().remembering() == 0 && node.replica().removalCount() == 0));
    assertTrue(ada.replica().state(TestNode.set("tags")).isEmpty());
    assertEquals(0, salvaged(ada, TestNode.set("tags")).added());
  }

  /** Ben carries out an operation while he is away, Ada another one after it; hers is salvaged. */
  @SafeVarargs
  private <O extends Operation> State away(CrdtType<O> type, O meanwhile, O... byBen) {
    EntryKey key = new EntryKey(type.id(), Bytes.utf8("key"));
    cutOffBen();
    for (O operation : byBen) {
      ben.write(key, type, operation);
    }
    network.runFor(WHILE);
    ada.write(key, type, meanwhile);
    evictBen();
    salvaged(ada, key);
    same();
    return cleo.replica().state(key);
  }

  private <O extends Operation> void first(CrdtType<O> type, O operation) {
    ada.write(new EntryKey(type.id(), Bytes.utf8("key")), type, operation);
  }

  @Test
  void theLaterOfTwoWritesOfARegisterCounts() {
    State state = away(LwwRegister.TYPE, set("late"), set("early"));
    assertEquals(Optional.of(Bytes.utf8("late")), LwwRegister.value(state));
  }

  private static LwwRegister.Set set(String value) {
    return new LwwRegister.Set(Bytes.utf8(value));
  }

  @Test
  void anOrderTakesItsLinesOutOfTheCart() {
    Bytes bread = Bytes.utf8("bread");
    Bytes milk = Bytes.utf8("milk");
    Bytes order = Bytes.utf8("order");
    first(ShoppingCart.TYPE, new ShoppingCart.Add(bread, 2));
    State cart =
        away(ShoppingCart.TYPE, new ShoppingCart.Add(milk, 1), new ShoppingCart.Checkout(order));
    assertTrue(ShoppingCart.order(cart, order).isPresent());
    assertEquals(Map.of(milk, 1L), ShoppingCart.lines(cart));
  }

  @Test
  void whatWasSoldIsSold() {
    first(BoundedCounter.TYPE, new BoundedCounter.Increment(10));
    EntryKey key = new EntryKey(BoundedCounter.TYPE.id(), Bytes.utf8("key"));
    ada.write(
        key, BoundedCounter.TYPE, new BoundedCounter.Transfer(ben.replica().run(), 4));
    BoundedCounter.Change sale = new BoundedCounter.Decrement(3);
    assertEquals(
        6, BoundedCounter.value(away(BoundedCounter.TYPE, new BoundedCounter.Decrement(1), sale)));
  }

  @Test
  void fieldsOfAMapAreJoinedAsWhatTheyAre() {
    State map = away(ObservedRemoveMap.TYPE, add("stock", 1), add("stock", 2), add("sold", 3));
    assertEquals(3, PnCounter.value(field(map, "stock")));
    assertEquals(3, PnCounter.value(field(map, "sold")));
  }

  private static ObservedRemoveMap.Change add(String field, long amount) {
    return new ObservedRemoveMap.Update<>(
        Bytes.utf8(field), PnCounter.TYPE, new PnCounter.Add(amount));
  }

  private static View field(State map, String field) {
    return ObservedRemoveMap.field(map, Bytes.utf8(field), PnCounter.TYPE);
  }

  @Test
  void aTextHasWhatBothHaveWritten() {
    first(ReplicatedText.TYPE, new ReplicatedText.Insert(0, "middle"));
    ReplicatedText.Change front = new ReplicatedText.Insert(0, "in the ");
    State text = away(ReplicatedText.TYPE, new ReplicatedText.Insert(6, " of it"), front);
    assertEquals("in the middle of it", ReplicatedText.text(text));
  }
}
