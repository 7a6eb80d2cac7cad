package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Confirmation;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.SessionToken;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.StatusView;
import io.rejoin.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket with two copies in a grid of four nodes at four sites, over TCP. */
class PlacedTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Islands islands = new Islands();
  private final List<Grid> all = new ArrayList<>();

  @BeforeEach
  void start() {
    Stream.of("oslo", "rome", "lyon", "bern").forEach(name -> all.add(start(name)));
    Islands.meet(all.toArray(Grid[]::new));
    IntStream.rangeClosed(1, 6).forEach(i -> ownersShow("k" + i));
  }

  /** Until then an owner that is cut off cannot say that nothing is there. */
  private void ownersShow(String key) {
    Eventually.holds(
        "the owners of " + key + " know that nothing is there",
        () -> owning(key, true).stream().allMatch(owner -> owner.shows(cart(key))));
  }

  @AfterEach
  void close() {
    islands.close();
  }

  private Grid start(String name) {
    return islands.start(
        name,
        config -> config.site(name).with("buckets.carts.copies", 2).with("fetch.timeout", "20s"));
  }

  private static EntryKey cart(String key) {
    return new EntryKey(ShoppingCart.TYPE.id(), Bytes.utf8("carts/" + key));
  }

  private List<NodeId> owners(String key) {
    Grid any = all.get(0);
    return any.owners(cart(key));
  }

  private boolean owns(Grid node, String key) {
    return owners(key).contains(node.id());
  }

  private List<Grid> owning(String key, boolean own) {
    return all.stream().filter(node -> owns(node, key) == own).toList();
  }

  /** Also says no while links are being made anew. */
  private static boolean shows(Grid node, String key, Map<String, Long> lines) {
    try {
      return node.cart(key).lines().equals(lines);
    } catch (GridException.NotHere notYet) {
      return false;
    }
  }

  @Test
  void everyNodeTakesEveryOperationAndShowsTheSame() {
    for (Grid writer : all) {
      writer.cart("carts/k1").add("tea", 1);
    }
    Eventually.holds(
        "four times tea at every node",
        () -> all.stream().allMatch(node -> shows(node, "carts/k1", Map.of("tea", 4L))));
    Eventually.holds(
        "only owners keep it",
        () -> owning("k1", false).stream()
            .allMatch(node -> node.cart("carts/k1").partial().lines().isEmpty()));
  }

  @Test
  void theStatusOfAllSaysWhenEverythingIsInPlace() {
    for (int i = 0; i < 20; i++) {
      all.get(i % 4).cart("carts/s" + i).add("tea", 1);
    }
    Eventually.holds(
        "two copies of each, and all say that nothing moves",
        () -> all.stream().mapToLong(node -> node.status().entries()).sum() == 40
            && all.stream().map(Grid::status).allMatch(PlacedTest::isInPlace));
    Grid fifth = start("turin");
    Eventually.holds(
        "in place, with a fifth node",
        () -> all.stream()
                .map(Grid::status)
                .allMatch(status -> status.members().size() == 5 && isInPlace(status))
            && isInPlace(fifth.status())
            && fifth.status().entries() > 0);
  }

  private static boolean isInPlace(StatusView status) {
    return status.converged() && status.moves().orElseThrow().areDone();
  }

  @Test
  void aNodeThatKeepsNothingRemovesWhatItHasNeverSeen() {
    Grid owner = owning("k2", true).get(0);
    Grid other = owning("k2", false).get(0);
    owner.cart("carts/k2").add("tea", 2).await(Level.all(), LONG);
    Receipt removed = other.cart("carts/k2").remove("tea");
    assertTrue(removed.changed());
    assertTrue(removed.await(Level.all(), LONG).reached());
    assertEquals(Map.of(), owner.cart("carts/k2").lines());
    assertEquals(Map.of(), other.cart("carts/k2").lines());
  }

  @Test
  void onlyOwnersCountForALevel() {
    Grid other = owning("k3", false).get(0);
    Receipt receipt = other.cart("carts/k3").add("tea", 1);
    Confirmation confirmation = receipt.await(Level.all(), LONG);
    assertTrue(confirmation.reached(), confirmation.toString());
    assertEquals(2, confirmation.required());
    assertEquals(
        Set.copyOf(owners("k3")),
        confirmation.nodes().stream().map(Confirmation.Holder::node).collect(Collectors.toSet()));
    Refreshed refreshed = other.cart("carts/k3").refresh(Level.all(), LONG);
    assertTrue(refreshed.reached() && refreshed.whole(), refreshed.toString());
    assertEquals(1, refreshed.state().size());
  }

  @Test
  void whatIsOnTheOtherSideOfACutIsSaidToBeThere() {
    Grid owner = owning("k4", true).get(0);
    Grid other = owning("k4", false).get(0);
    owner.cart("carts/k4").add("tea", 1).await(Level.all(), LONG);
    String site = other.config().site();
    all.forEach(node -> node.cut(Set.of(site)));
    Eventually.holds("cut off", () -> other.status().peers().stream().noneMatch(p -> p.linked()));
    GridException.NotHere refused =
        assertThrows(GridException.NotHere.class, () -> other.cart("carts/k4").lines());
    String why = String.valueOf(refused.getMessage());
    assertTrue(why.contains("has not all of 'carts/k4'"), why);
    assertTrue(why.contains(owner.config().site()), why);
    assertThrows(GridException.NotHere.class, () -> other.cart("carts/k4").remove("tea"));
    assertTrue(other.cart("carts/k4").add("milk", 1).changed());
    assertEquals(Map.of("milk", 1L), other.cart("carts/k4").partial().lines());
    all.forEach(Grid::heal);
    Eventually.holds(
        "both are everywhere",
        () ->
            all.stream().allMatch(node -> shows(node, "carts/k4", Map.of("tea", 1L, "milk", 1L))));
  }

  @Test
  void anOwnerThatIsCutOffGoesOn() {
    Grid owner = owning("k5", true).get(0);
    String site = owner.config().site();
    all.forEach(node -> node.cut(Set.of(site)));
    Eventually.holds("cut off", () -> owner.status().peers().stream().noneMatch(p -> p.linked()));
    assertEquals(Map.of(), owner.cart("carts/k5").lines());
    owner.cart("carts/k5").add("tea", 1);
    assertEquals(Map.of("tea", 1L), owner.cart("carts/k5").lines());
    assertFalse(
        owner.cart("carts/k5").refresh(Level.all(), Duration.ofMillis(50)).reached());
    all.forEach(Grid::heal);
    Eventually.holds(
        "the other nodes see it",
        () -> all.stream().allMatch(node -> shows(node, "carts/k5", Map.of("tea", 1L))));
  }

  @Test
  void aTokenIsServedByANodeThatKeepsNothing() {
    Grid owner = owning("k6", true).get(0);
    Grid other = owning("k6", false).get(0);
    String site = other.config().site();
    SessionToken token = owner.cart("carts/k6").add("tea", 1).token();
    assertTrue(other.await(token, LONG).reached());
    assertEquals(Map.of("tea", 1L), other.cart("carts/k6").lines());
    assertTrue(owner
        .cart("carts/k6")
        .token()
        .numbers()
        .keySet()
        .containsAll(token.numbers().keySet()));
    all.forEach(node -> node.cut(Set.of(site)));
    Eventually.holds("cut off", () -> other.status().peers().stream().noneMatch(p -> p.linked()));
    SessionToken guest = other.cart("carts/k6").add("milk", 1).token();
    assertFalse(owner.await(guest, Duration.ofMillis(50)).reached());
    all.forEach(Grid::heal);
    assertTrue(owner.await(guest, LONG).reached());
    assertEquals(Map.of("tea", 1L, "milk", 1L), owner.cart("carts/k6").lines());
  }

  @Test
  void boundedCountersMustBeEverywhere() {
    GridException refused = assertThrows(
        GridException.BadOperation.class, () -> all.get(0).boundedCounter("carts/left"));
    assertTrue(String.valueOf(refused.getMessage()).contains("copies = 2"));
  }
}
