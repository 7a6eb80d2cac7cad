package io.rejoin.crdt.type.cart;

import static io.rejoin.crdt.type.cart.Carts.add;
import static io.rejoin.crdt.type.cart.Carts.checkout;
import static io.rejoin.crdt.type.cart.Carts.lines;
import static io.rejoin.crdt.type.cart.Carts.order;
import static io.rejoin.crdt.type.cart.Carts.orderOf;
import static io.rejoin.crdt.type.cart.Carts.remove;
import static io.rejoin.crdt.type.cart.Carts.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.StandardTypes;
import io.rejoin.crdt.type.cart.ShoppingCart.Change;
import io.rejoin.crdt.type.cart.ShoppingCart.Clear;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rows of the cart's table, and what a single site does. */
class ShoppingCartTest {

  private static TwoSites<Change> sites() {
    return new TwoSites<>(ShoppingCart.TYPE);
  }

  private static TwoSites<Change> withTea() {
    return sites().first(add("tea", 3), add("jam", 1));
  }

  @Test
  void concurrentAddsAddUp() {
    State cart = sites().here(add("tea", 1)).there(add("tea", 2)).afterwards();
    assertEquals(Map.of("tea", 3L), lines(cart));
  }

  @Test
  void anAddSurvivesAConcurrentRemove() {
    State cart = withTea().here(remove("tea")).there(add("tea", 1)).afterwards();
    assertEquals(Map.of("tea", 1L, "jam", 1L), lines(cart));
  }

  @Test
  void removedAtBothSitesIsGone() {
    State cart = withTea().here(remove("tea")).there(remove("tea")).afterwards();
    assertEquals(Map.of("jam", 1L), lines(cart));
  }

  @Test
  void aSetQuantityAndAConcurrentAddAddUp() {
    State cart = withTea().here(set("tea", 5)).there(add("tea", 1)).afterwards();
    assertEquals(Map.of("tea", 6L, "jam", 1L), lines(cart));
  }

  @Test
  void concurrentSetQuantitiesAddUp() {
    State cart = withTea().here(set("tea", 5)).there(set("tea", 2)).afterwards();
    assertEquals(Map.of("tea", 7L, "jam", 1L), lines(cart));
  }

  @Test
  void aSetQuantitySurvivesAConcurrentRemove() {
    State cart = withTea().here(set("tea", 5)).there(remove("tea")).afterwards();
    assertEquals(Map.of("tea", 5L, "jam", 1L), lines(cart));
  }

  @Test
  void clearTakesAllButAConcurrentAdd() {
    State cart = withTea().here(new Clear()).there(add("tea", 1)).afterwards();
    assertEquals(Map.of("tea", 1L), lines(cart));
  }

  @Test
  void checkoutLeavesAConcurrentAddOpen() {
    State cart = withTea().here(checkout("o")).there(add("tea", 1)).afterwards();
    assertEquals(Map.of("tea", 3L, "jam", 1L), order(cart, "o"));
    assertEquals(Map.of("tea", 1L), lines(cart));
  }

  @Test
  void checkoutKeepsWhatIsRemovedConcurrently() {
    State cart = withTea().here(checkout("o")).there(remove("tea")).afterwards();
    assertEquals(Map.of("tea", 3L, "jam", 1L), order(cart, "o"));
    assertEquals(Map.of(), lines(cart));
  }

  @Test
  void checkoutLeavesAConcurrentSetQuantityOpen() {
    State cart = withTea().here(checkout("o")).there(set("tea", 5)).afterwards();
    assertEquals(Map.of("tea", 3L, "jam", 1L), order(cart, "o"));
    assertEquals(Map.of("tea", 5L), lines(cart));
  }

  @Test
  void checkedOutTwiceAsOneOrderCountsOnce() {
    State cart = withTea().here(checkout("o")).there(checkout("o")).afterwards();
    assertEquals(Map.of("tea", 3L, "jam", 1L), order(cart, "o"));
    assertEquals(2, orderOf(cart, "o").dots().size());
    assertEquals(Map.of(), lines(cart));
  }

  @Test
  void checkedOutAsTwoOrdersShowsTheSameAddsInBoth() {
    State cart = withTea().here(checkout("o")).there(checkout("p")).afterwards();
    List<Dot> inOne = orderOf(cart, "o").frozen();
    List<Dot> inOther = orderOf(cart, "p").frozen();
    assertEquals(2, inOne.size());
    assertEquals(inOne, inOther);
    Overlap both = Overlap.all(cart.root()).get(0);
    assertEquals("o and p", both.first().utf8() + " and " + both.second().utf8());
    assertEquals(Map.of("tea", 3L, "jam", 1L), Carts.readable(both.lines()));
  }

  @Test
  void whatIsPutInTwiceIsNoOverlap() {
    Replica<Change> site = withTea().replicaHere();
    site.does(checkout("o"));
    site.does(add("tea", 3));
    site.does(checkout("p"));
    assertEquals(List.of(), Overlap.all(site.state().root()));
  }

  @Test
  void aCheckoutOfWhatWasSeenIsDoneIfThatIsAll() {
    Replica<Change> site = withTea().replicaHere();
    assertTrue(site.does(checkout("o", Map.of("tea", 3L))).isEmpty());
    assertTrue(site.does(checkout("o", Map.of("tea", 4L, "jam", 1L))).isEmpty());
    assertEquals(Map.of("tea", 3L, "jam", 1L), lines(site.state()));
    site.does(checkout("o", Map.of("tea", 3L, "jam", 1L)));
    assertEquals(Map.of("tea", 3L, "jam", 1L), order(site.state(), "o"));
    assertEquals(Map.of(), lines(site.state()));
  }

  @Test
  void aCheckoutOfWhatWasSeenIsReadAsItWasWritten() throws MalformedBytes {
    Change seen = checkout("o", Map.of("tea", 3L, "jam", 1L));
    ByteWriter out = new ByteWriter();
    seen.write(out);
    ByteReader in = new ByteReader(out.toBytes());
    assertEquals(seen, ShoppingCart.TYPE.readOperation(in, StandardTypes.catalogue()));
    in.end();
    assertThrows(IllegalArgumentException.class, () -> checkout("o", Map.of("tea", 0L)));
  }

  @Test
  void aCheckoutThatIsTriedAgainChangesNothing() {
    Replica<Change> site = withTea().replicaHere();
    site.does(checkout("o"));
    assertTrue(site.does(checkout("o")).isEmpty());
    assertEquals(Map.of("tea", 3L, "jam", 1L), order(site.state(), "o"));
  }

  @Test
  void aSecondCheckoutOfAnOrderAddsToIt() {
    Replica<Change> site = withTea().replicaHere();
    site.does(checkout("o"));
    site.does(add("tea", 2));
    site.does(checkout("o"));
    assertEquals(Map.of("tea", 5L, "jam", 1L), order(site.state(), "o"));
  }

  @Test
  void ordersStayWhenTheCartIsCleared() {
    Replica<Change> site = withTea().replicaHere();
    site.does(checkout("o"));
    site.does(add("tea", 2));
    site.does(new Clear());
    assertEquals(Map.of("tea", 3L, "jam", 1L), order(site.state(), "o"));
    assertEquals(Map.of(), lines(site.state()));
  }

  @Test
  void everyAddIsAnItemOfItsOwn() {
    Replica<Change> site = withTea().replicaHere();
    site.does(add("tea", 2));
    Dot first = new Dot(site.run(), 1);
    Dot third = new Dot(site.run(), 3);
    assertEquals(List.of(first, third), ShoppingCart.lineDots(site.state()).get(Bytes.utf8("tea")));
    assertEquals(5L, ShoppingCart.lines(site.state()).get(Bytes.utf8("tea")));
  }

  @Test
  void settingAQuantityToZeroRemovesTheLine() {
    Replica<Change> site = withTea().replicaHere();
    site.does(set("tea", 0));
    assertEquals(Map.of("jam", 1L), lines(site.state()));
    assertTrue(site.does(set("tea", 0)).isEmpty());
  }

  @Test
  void refusesQuantitiesThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> add("tea", 0));
    assertThrows(IllegalArgumentException.class, () -> set("tea", -1));
  }
}
