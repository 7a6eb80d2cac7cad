package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.GridException;
import io.rejoin.membership.Member;
import io.rejoin.membership.Status;
import io.rejoin.node.core.StatusView;
import io.rejoin.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that leave for good, over TCP: two copies of carts, everything else everywhere. */
class LeaveTest {
  private static final int CARTS = 30;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final Islands islands = new Islands();
  private final List<Grid> all = new ArrayList<>();

  @AfterEach
  void close() {
    islands.close();
  }

  private Grid start(String name) {
    Grid grid = islands.start(name, config -> config.site(name).with("buckets.carts.copies", 2));
    all.add(grid);
    return grid;
  }

  private void fill() {
    Stream.of("oslo", "rome", "lyon").forEach(this::start);
    Islands.meet(all.toArray(Grid[]::new));
    for (int i = 0; i < CARTS; i++) {
      all.get(i % 3).cart("carts/" + i).add("tea", 1);
    }
    all.get(0).boundedCounter("stock").increment(9);
    Eventually.holds(
        "two copies of each, in place",
        () -> all.stream().map(Grid::status).allMatch(LeaveTest::isInPlace)
            && all.stream().mapToLong(node -> node.status().entries()).sum() == 2 * CARTS + 3);
  }

  private static boolean isInPlace(StatusView status) {
    return status.converged() && status.moves().orElseThrow().areDone();
  }

  private static boolean hasAll(Grid node) {
    for (int i = 0; i < CARTS; i++) {
      if (!node.cart("carts/" + i).partial().lines().equals(Map.of("tea", 1L))) {
        return false;
      }
    }
    return true;
  }

  private static Status status(Grid seenBy, Grid of) {
    return seenBy.members().stream()
        .filter(member -> member.id().equals(of.id()))
        .map(Member::status)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoLeavesHandsOverEverythingFirst() {
    fill();
    Grid oslo = all.get(0);
    assertEquals(new Departure(true, Optional.empty()), oslo.leave(LONG));
    assertTrue(oslo.hasLeft());
    assertThrows(GridException.Stopped.class, () -> oslo.cart("carts/0").add("milk"));
    assertEquals(new Departure(true, Optional.empty()), oslo.leave(SHORT), "once more");
    for (Grid other : all.subList(1, 3)) {
      assertEquals(Status.LEFT, status(other, oslo));
      assertTrue(hasAll(other), other.toString());
    }
    assertEquals(
        9,
        all.get(1).boundedCounter("stock").available()
            + all.get(2).boundedCounter("stock").available());
    oslo.close();
    assertThrows(GridException.Closed.class, () -> oslo.cart("carts/0").add("milk"));
  }

  @Test
  void whoIsCutOffStaysUntilItsDataIsTaken() {
    fill();
    Grid oslo = all.get(0);
    all.forEach(node -> node.cut(Set.of("oslo")));
    Eventually.holds("cut off", () -> oslo.status().peers().stream().noneMatch(p -> p.linked()));
    Departure waits = oslo.leave(Duration.ofSeconds(4));
    assertFalse(waits.left());
    assertTrue(waits.leftover().orElseThrow().contains("not yet, with all of their owners"));
    assertThrows(GridException.Stopped.class, () -> oslo.cart("carts/0").add("milk"));
    assertFalse(status(all.get(1), oslo) == Status.LEFT);
    all.forEach(Grid::heal);
    assertTrue(oslo.leave(LONG).left());
    assertTrue(hasAll(all.get(1)) && hasAll(all.get(2)));
  }

  @Test
  void twoThatLeaveDoNotRelyUponEachOther() {
    fill();
    var first = all.get(0).leaving(LONG, false).toCompletableFuture();
    var second = all.get(1).leaving(LONG, false).toCompletableFuture();
    assertEquals(new Departure(true, Optional.empty()), first.join());
    assertEquals(new Departure(true, Optional.empty()), second.join());
    assertTrue(hasAll(all.get(2)));
    assertEquals(9, all.get(2).boundedCounter("stock").available());
  }

  @Test
  void theLastOneStaysUnlessItIsToLeaveAnyway() {
    Grid oslo = start("oslo");
    oslo.cart("everywhere").add("tea", 1);
    Departure waits = oslo.leave(Duration.ofSeconds(4));
    assertFalse(waits.left());
    assertTrue(waits.toString().startsWith("has not left yet; what was written here is not"));
    assertTrue(oslo.leaving(LONG, true).toCompletableFuture().join().left());
  }

  @Test
  void whoIsStoppedMeanwhileHasNotLeft() {
    fill();
    Grid oslo = all.get(0);
    all.forEach(node -> node.cut(Set.of("oslo")));
    assertFalse(oslo.leave(SHORT).left());
    oslo.close();
    assertFalse(oslo.hasLeft());
    assertThrows(GridException.Closed.class, () -> oslo.leave(SHORT));
  }
}
