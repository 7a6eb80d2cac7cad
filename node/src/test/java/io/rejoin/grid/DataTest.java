package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.GridException;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.testing.HeldStores;
import io.rejoin.value.BoundedCounter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that keeps its data. */
class DataTest {
  @TempDir
  Path folder;

  private GridConfig config() {
    return GridConfig.named("shop").listen("127.0.0.1:0").data(folder);
  }

  private HeldStores.Held store() {
    return HeldStores.at(folder.resolve("store"));
  }

  @Test
  void aNodeThatStartsAgainIsTheSameNodeInAnotherRunAndHasItsEntries() {
    NodeId id;
    ReplicaId run;
    try (Grid grid = Grid.start(config())) {
      grid.cart("carts/alice").add("apple", 2);
      id = grid.id();
      run = grid.run();
    }
    try (Grid again = Grid.start(config())) {
      assertEquals(id, again.id());
      assertNotEquals(run, again.run());
      assertEquals(2, again.cart("carts/alice").lines().get("apple"));
    }
  }

  @Test
  void aSecondNodeOnTheSameDirectoryIsRefusedAndTheFirstGoesOn() {
    try (Grid first = Grid.start(config())) {
      var refused = assertThrows(GridException.CannotStart.class, () -> Grid.start(config()));
      assertTrue(String.valueOf(refused.getMessage()).contains("is in use by process "));
      first.counter("a").increment();
    }
    Grid.start(config()).close();
  }

  @Test
  void aDirectoryOfAnotherGridIsRefused() {
    Grid.start(config()).close();
    var refused = assertThrows(
        GridException.CannotStart.class,
        () -> Grid.start(GridConfig.named("bank").listen("127.0.0.1:0").data(folder)));
    assertTrue(String.valueOf(refused.getMessage()).contains("belongs to the grid 'shop'"));
  }

  @Test
  void onlyOperationsInBucketsThatSayReachTheDiskBeforeTheyAnswer() {
    GridConfig config = config().with("buckets.orders.durability", "sync");
    try (Grid grid = Grid.start(config)) {
      grid.counter("clicks/home").increment();
      assertEquals(0, store().awaited());
      grid.counter("orders/1").increment();
      assertTrue(store().awaited() > 0);
    }
  }

  @Test
  void aDecrementOfABoundedCounterAlwaysDoes() {
    try (Grid grid = Grid.start(config())) {
      grid.boundedCounter("stock").increment(5);
      assertEquals(0, store().awaited());
      grid.boundedCounter("stock").tryDecrement(1);
      assertTrue(store().awaited() > 0);
    }
  }

  @Test
  void whatTheDiskHasNoRoomForHasTakenEffectAllTheSame() {
    GridConfig config = config().with("data.durability", "sync");
    try (Grid grid = Grid.start(config)) {
      store().fill();
      var full = assertThrows(
          GridException.StorageFull.class, () -> grid.counter("orders/1").increment());
      assertTrue(full.valueChanged());
      assertEquals(1, grid.counter("orders/1").value());
      assertTrue(grid.disk().orElseThrow().full());
    }
  }

  @Test
  void rightsAreThereAfterARestartAlsoBeforeAnythingIsWritten() {
    try (Grid grid = Grid.start(config())) {
      grid.boundedCounter("stock").increment(5);
    }
    try (Grid again = Grid.start(config())) {
      BoundedCounter stock = again.boundedCounter("stock");
      assertEquals(5, stock.available());
      assertEquals(3, stock.tryDecrement(2).available());
      assertEquals(3, stock.available());
    }
  }

  @Test
  void aBoundedCounterIsNotKeptInMemoryOnly() {
    GridConfig config = config().with("buckets.stock.durability", "memory");
    try (Grid grid = Grid.start(config)) {
      var refused =
          assertThrows(GridException.BadOperation.class, () -> grid.boundedCounter("stock/sku-1"));
      assertTrue(String.valueOf(refused.getMessage()).contains("a bounded counter must be stored"));
    }
  }

  @Test
  void withoutADirectoryNothingCanBeSynced() {
    GridConfig config = config().with("data.dir", "memory").with("data.durability", "sync");
    assertTrue(config.data().isEmpty());
    var wrong = assertThrows(GridException.InvalidConfiguration.class, () -> Grid.start(config));
    assertEquals("durability = sync needs a directory: set rejoin.data.dir", wrong.getMessage());
    assertFalse(wrong.valueChanged());
  }
}
