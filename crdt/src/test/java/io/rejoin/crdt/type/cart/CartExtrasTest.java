package io.rejoin.crdt.type.cart;

import static io.rejoin.crdt.type.cart.Carts.add;
import static io.rejoin.crdt.type.cart.Carts.checkout;
import static io.rejoin.crdt.type.cart.Carts.coupon;
import static io.rejoin.crdt.type.cart.Carts.coupons;
import static io.rejoin.crdt.type.cart.Carts.guest;
import static io.rejoin.crdt.type.cart.Carts.lines;
import static io.rejoin.crdt.type.cart.Carts.merge;
import static io.rejoin.crdt.type.cart.Carts.note;
import static io.rejoin.crdt.type.cart.Carts.notes;
import static io.rejoin.crdt.type.cart.Carts.order;
import static io.rejoin.crdt.type.cart.Carts.orderOf;
import static io.rejoin.crdt.type.cart.Carts.remove;
import static io.rejoin.crdt.type.cart.Carts.removeCoupon;
import static io.rejoin.crdt.type.cart.Carts.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Replica;
import io.rejoin.crdt.State;
import io.rejoin.crdt.TwoSites;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.cart.ShoppingCart.Change;
import io.rejoin.crdt.type.cart.ShoppingCart.Clear;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Coupons, notes and merged carts: the rows of the cart's table, and what a single site does. */
class CartExtrasTest {
  private static final State GUEST = guest(7, add("tea", 2), add("jam", 1), coupon("hi"));

  private static TwoSites<Change> sites() {
    return new TwoSites<>(ShoppingCart.TYPE);
  }

  private static TwoSites<Change> withTea() {
    return sites().first(add("tea", 3));
  }

  @Test
  void aCouponEnteredAtBothSitesIsThereOnce() {
    State cart = sites().here(coupon("c")).there(coupon("c")).afterwards();
    assertEquals(Set.of("c"), coupons(cart));
  }

  @Test
  void aCouponThatIsEnteredAgainSurvivesAConcurrentRemoval() {
    TwoSites<Change> sites = sites().first(coupon("c"), coupon("d"));
    State cart = sites.here(removeCoupon("c")).there(coupon("c")).afterwards();
    assertEquals(Set.of("c", "d"), coupons(cart));
  }

  @Test
  void aCouponThatTheCheckoutDidNotSeeIsForTheNextOrder() {
    State cart =
        withTea().first(coupon("a")).here(checkout("o")).there(coupon("c")).afterwards();
    assertEquals(Set.of("a"), Carts.readable(orderOf(cart, "o").coupons()));
    assertEquals(Set.of("c"), coupons(cart));
  }

  @Test
  void ofTwoNotesTheLaterOneCounts() {
    TwoSites<Change> sites = withTea();
    sites.replicaThere().clockIs(Timestamp.ofMillis(1_000));
    State cart = sites.here(note("tea", "x")).there(note("tea", "y")).afterwards();
    assertEquals(Map.of("tea", "y"), notes(cart));
  }

  @Test
  void aRemovedLineKeepsNoNoteAndALaterOneDoesNotInheritIt() {
    TwoSites<Change> sites = withTea();
    State cart = sites.here(remove("tea")).there(note("tea", "x")).afterwards();
    assertEquals(Map.of(), notes(cart));
    sites.replicaHere().does(add("tea", 1));
    assertEquals(Map.of(), notes(sites.replicaHere().state()));
  }

  @Test
  void theSameCartMergedAtBothSitesCountsOnce() {
    State cart = withTea().here(merge(GUEST)).there(merge(GUEST)).afterwards();
    assertEquals(Map.of("tea", 5L, "jam", 1L), lines(cart));
    assertEquals(Set.of("hi"), coupons(cart));
  }

  @Test
  void whatWasRemovedAfterAMergeStaysOutAlthoughTheOtherSiteMergesToo() {
    State cart =
        sites().here(merge(GUEST)).here(remove("tea")).there(merge(GUEST)).afterwards();
    assertEquals(Map.of("jam", 1L), lines(cart));
  }

  @Test
  void aMergeSurvivesARemoveThatDidNotSeeIt() {
    State cart = withTea().here(remove("tea")).there(merge(GUEST)).afterwards();
    assertEquals(Map.of("tea", 2L, "jam", 1L), lines(cart));
  }

  @Test
  void mergingAgainBringsOnlyWhatIsNew() {
    Replica<Change> guest = new Replica<>(ShoppingCart.TYPE, 7);
    Replica<Change> user = withTea().replicaHere();
    guest.does(add("tea", 2));
    user.does(merge(guest.state()));
    assertTrue(user.does(merge(guest.state())).isEmpty());
    guest.does(add("tea", 10));
    user.does(set("tea", 1));
    user.does(merge(guest.state()));
    assertEquals(Map.of("tea", 11L), lines(user.state()));
  }

  @Test
  void whatWasOrderedOrClearedDoesNotComeBackWithTheNextMerge() {
    Replica<Change> user = sites().replicaHere();
    user.does(merge(GUEST));
    user.does(checkout("o"));
    user.does(merge(GUEST));
    assertEquals(Map.of(), lines(user.state()));
    assertEquals(Map.of("tea", 2L, "jam", 1L), order(user.state(), "o"));
    State other = guest(8, add("ham", 1));
    user.does(merge(other));
    user.does(new Clear());
    assertTrue(user.does(merge(other)).isEmpty());
  }

  @Test
  void aMergedCartBringsWhatItHadMergedItself() {
    Replica<Change> guest = new Replica<>(ShoppingCart.TYPE, 8);
    guest.does(merge(GUEST));
    guest.does(add("tea", 1));
    State cart = sites().here(merge(guest.state())).there(merge(GUEST)).afterwards();
    assertEquals(Map.of("tea", 3L, "jam", 1L), lines(cart));
  }

  @Test
  void aCheckoutFreezesCouponsAndNotes() {
    Replica<Change> site = withTea().replicaHere();
    site.does(coupon("c"));
    site.does(note("tea", "no sugar"));
    site.does(checkout("o"));
    assertEquals(Set.of("c"), Carts.readable(orderOf(site.state(), "o").coupons()));
    assertEquals(
        Map.of("tea", "no sugar"), Carts.texts(orderOf(site.state(), "o").notes()));
    assertEquals(Set.of(), coupons(site.state()));
    assertEquals(0, site.state().root().child(Bytes.wrap(new byte[] {4})).childCount());
  }

  @Test
  void aNoteIsReplacedTakenAwayAndNeedsALine() {
    Replica<Change> site = withTea().replicaHere();
    site.does(note("tea", "x"));
    site.does(note("tea", "y"));
    assertEquals(Map.of("tea", "y"), notes(site.state()));
    site.does(note("tea", ""));
    assertEquals(Map.of(), notes(site.state()));
    assertTrue(site.does(note("ham", "x")).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> note("tea", "x".repeat(65_537)));
  }
}
