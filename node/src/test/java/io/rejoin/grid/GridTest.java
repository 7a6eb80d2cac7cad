package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Codec;
import io.rejoin.Confirmation;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.value.BoundedCounter;
import io.rejoin.value.Cart;
import io.rejoin.value.MultiValueRegister;
import io.rejoin.value.Register;
import io.rejoin.value.ReplicatedMap;
import io.rejoin.value.ReplicatedSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One node alone: a grid of one works. */
class GridTest {
  private final Grid grid = Grid.start(
      GridConfig.named("test").outboundOnly().with("limits.element", 64).with("limits.waits", 1));

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aCartHoldsLinesAndOrders() {
    Cart cart = grid.cart("carts/alice");
    cart.add("apple", 2);
    cart.add("pear");
    cart.add("apple");
    cart.setQuantity("pear", 5);
    assertEquals(Map.of("apple", 3L, "pear", 5L), cart.lines());
    cart.checkout("order-1");
    cart.add("plum");
    assertEquals(Map.of("plum", 1L), cart.lines());
    assertEquals(
        List.of(new Cart.Order("order-1", Map.of("apple", 3L, "pear", 5L), List.of(), Map.of())),
        cart.orders());
    cart.clear();
    assertEquals(Map.of(), cart.lines());
    assertEquals(0, cart.quantity("plum"));
  }

  @Test
  void threadsTogetherTakeExactlyWhatThereIs() throws InterruptedException {
    BoundedCounter stock = grid.boundedCounter("stock/tea");
    stock.increment(1_000);
    AtomicInteger taken = new AtomicInteger();
    List<Thread> buyers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      buyers.add(new Thread(() -> {
        for (int n = 0; n < 400; n++) {
          taken.addAndGet(stock.tryDecrement(1).isDone() ? 1 : 0);
        }
      }));
    }
    buyers.forEach(Thread::start);
    for (Thread buyer : buyers) {
      buyer.join();
    }
    assertEquals(1_000, taken.get());
    assertEquals(0, stock.available());
  }

  @Test
  void aReceiptNamesWhatWasWrittenAndRemoved() {
    Cart cart = grid.cart("carts/bob");
    Receipt added = cart.add("apple", 2);
    Receipt removed = cart.remove("apple");
    assertEquals(added.run() + ":" + added.number(), added.written().get(0).toString());
    assertEquals(added.written(), removed.removed());
    assertEquals(List.of(), removed.written());
    assertTrue(removed.number() > added.number());
    Receipt again = cart.remove("apple");
    assertFalse(again.changed());
    assertEquals(0, again.number());
  }

  @Test
  void counterRegistersSetAndMap() {
    grid.counter("stock").add(10);
    grid.counter("stock").decrement();
    assertEquals(9, grid.counter("stock").value());

    Register<String> name = grid.register("ship/name", Codec.string());
    assertEquals(Optional.empty(), name.value());
    name.set("Aurora");
    assertEquals(Optional.of("Aurora"), name.value());
    assertEquals(List.of(), name.losers());

    MultiValueRegister<Long> draft = grid.multiValueRegister("ship/draft", Codec.int64());
    draft.set(7L);
    assertEquals(List.of(7L), draft.value());

    ReplicatedSet<UUID> crew = grid.set("ship/crew", Codec.uuid());
    crew.add(new UUID(0, 2));
    crew.add(new UUID(0, 1));
    crew.remove(new UUID(0, 2));
    assertEquals(Set.of(new UUID(0, 1)), crew.value());
    assertTrue(crew.contains(new UUID(0, 1)));
    assertEquals(1, crew.size());
  }

  @Test
  void mapsHoldEverythingToAnyDepth() {
    ReplicatedMap truck = grid.map("trucks/7");
    truck.counter("stops").add(3);
    truck.map("manifest").set("crates", Codec.string()).add("c1");
    truck.map("manifest").map("driver").register("name", Codec.string()).set("Ada");
    assertEquals(Set.of("stops", "manifest"), truck.value());
    assertEquals(3, truck.counter("stops").value());
    ReplicatedMap manifest = truck.map("manifest");
    assertEquals(Set.of("c1"), manifest.set("crates", Codec.string()).value());
    assertEquals(
        Optional.of("Ada"),
        manifest.map("driver").register("name", Codec.string()).value());
    truck.remove("manifest");
    assertEquals(Set.of("stops"), truck.value());
    assertEquals(Set.of(), manifest.value());
  }

  @Test
  void snapshotsDoNotChange() {
    ReplicatedSet<String> set = grid.set("names", Codec.string());
    set.add("a");
    Set<String> before = set.value();
    set.add("b");
    assertEquals(Set.of("a"), before);
    assertThrows(UnsupportedOperationException.class, () -> before.add("c"));
    assertThrows(
        UnsupportedOperationException.class, () -> grid.cart("c").lines().put("x", 1L));
  }

  @Test
  void theSameKeyUnderTwoTypesIsTwoEntries() {
    grid.counter("x").increment();
    grid.set("x", Codec.string()).add("y");
    assertEquals(1, grid.counter("x").value());
    assertEquals(2, grid.keys("x").size());
  }

  @Test
  void keysOfABucket() {
    grid.counter("a/1").increment();
    grid.counter("a/2/3").increment();
    grid.counter("ab/1").increment();
    List<String> keys = grid.keys("a").stream().map(entry -> entry.key().utf8()).toList();
    assertEquals(List.of("a/1", "a/2/3"), keys);
  }

  @Test
  void operationsAreData() {
    EntryKey stock = grid.entry("pn-counter", "stock/1");
    Receipt receipt = grid.apply(stock, new PnCounter.Add(5));
    assertEquals(5, PnCounter.value(grid.read(stock)));
    assertEquals(5, grid.counter("stock/1").value());
    assertEquals(1, receipt.written().size());
  }

  @Test
  void anOperationOfAnotherTypeIsRefused() {
    EntryKey stock = grid.entry("pn-counter", "stock/2");
    var refused = assertThrows(
        GridException.BadOperation.class,
        () -> grid.apply(stock, new AddWinsSet.Add(Bytes.utf8("x"))));
    assertTrue(refused.toString().contains("is no operation of the type pn-counter"));
    assertTrue(grid.read(stock).isEmpty());
    var unknown = assertThrows(GridException.BadOperation.class, () -> grid.entry("basket", "x"));
    assertTrue(unknown.toString().contains("cart"));
  }

  @Test
  void limitsAreNamedAndNothingIsChanged() {
    var key =
        assertThrows(GridException.LimitExceeded.class, () -> grid.counter("k".repeat(1_025)));
    assertEquals(
        "the key's bytes: 1,025 is more than the limit rejoin.limits.key = 1,024;"
            + " the value was not changed",
        key.getMessage());
    ReplicatedSet<String> set = grid.set("names", Codec.string());
    var element = assertThrows(GridException.LimitExceeded.class, () -> set.add("é".repeat(33)));
    assertEquals("rejoin.limits.element", element.limit());
    assertFalse(element.valueChanged());
    Register<Bytes> register = grid.register("r", Codec.bytes());
    var value = assertThrows(
        GridException.LimitExceeded.class, () -> register.set(Bytes.wrap(new byte[(1 << 24) + 1])));
    assertEquals("rejoin.limits.value", value.limit());
    assertEquals(Set.of(), set.value());
    assertThrows(
        GridException.LimitExceeded.class,
        () ->
            grid.apply(grid.entry("aw-set", "s"), new AddWinsSet.Add(Bytes.utf8("x".repeat(65)))));
  }

  @Test
  void aSetNeedsACanonicalCodec() {
    Codec<String> loose = new Codec<>() {
      @Override
      public Bytes encode(String value) {
        return Bytes.utf8(value);
      }

      @Override
      public String decode(Bytes bytes) {
        return bytes.utf8();
      }

      @Override
      public boolean canonical() {
        return false;
      }
    };
    assertThrows(GridException.BadOperation.class, () -> grid.set("s", loose));
    grid.register("s", loose).set("fine here");
  }

  @Test
  void bytesThatACodecCannotReadAreNamed() {
    grid.register("r", Codec.string()).set("abc");
    var unusable = assertThrows(
        GridException.UnusableValue.class,
        () -> grid.register("r", Codec.int64()).value());
    assertTrue(unusable.toString().contains("'r' holds bytes that this codec cannot read"));
  }

  @Test
  void levelsBeyondOneNodeAreNotReachedAndThatIsNoException() {
    Receipt receipt = grid.counter("x").increment();
    assertTrue(receipt.await(Level.local(), Duration.ZERO).reached());
    assertTrue(receipt.await(Level.copies(1), Duration.ZERO).reached());
    Confirmation two = receipt.await(Level.copies(2), Duration.ofMillis(20));
    assertFalse(two.reached());
    assertEquals(1, two.confirmed());
    assertEquals(2, two.required());
    assertTrue(two.toString().startsWith("stored here, 1 of 2 confirmed (node-"));
    Receipt nothing = grid.counter("x").add(0);
    assertTrue(nothing.await(Level.copies(5), Duration.ZERO).reached());
  }

  @Test
  void anInterruptEndsTheWaitingEarly() {
    Receipt receipt = grid.counter("x").increment();
    Thread.currentThread().interrupt();
    Confirmation confirmation = receipt.await(Level.copies(2), Duration.ofMinutes(1));
    assertTrue(Thread.interrupted());
    assertFalse(confirmation.reached());
  }

  @Test
  void soManyMayWaitAndNoMore() {
    Receipt receipt = grid.counter("x").increment();
    var first = receipt.confirmation(Level.copies(2), Duration.ofMinutes(1));
    var refused = assertThrows(
        GridException.LimitExceeded.class,
        () -> receipt.await(Level.copies(2), Duration.ofMinutes(1)));
    assertTrue(refused.valueChanged());
    grid.close();
    assertFalse(first.toCompletableFuture().join().reached());
    assertFalse(receipt.await(Level.copies(2), Duration.ofMinutes(1)).reached());
  }

  @Test
  void drillsNeedPermission() {
    assertThrows(GridException.DrillNotAllowed.class, () -> grid.cut(List.of("berlin")));
    assertThrows(GridException.DrillNotAllowed.class, grid::heal);
  }

  @Test
  void aClosedGridRefusesWritesAndStillReads() {
    grid.counter("x").increment();
    grid.close();
    grid.close();
    assertThrows(GridException.Closed.class, () -> grid.counter("x").increment());
    assertEquals(1, grid.counter("x").value());
  }
}
