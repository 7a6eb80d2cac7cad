package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Change;
import io.rejoin.Codec;
import io.rejoin.Confirmation;
import io.rejoin.Coverage;
import io.rejoin.GridException;
import io.rejoin.Level;
import io.rejoin.Receipt;
import io.rejoin.Refreshed;
import io.rejoin.SessionToken;
import io.rejoin.testing.Eventually;
import io.rejoin.value.BoundedCounter;
import io.rejoin.value.Cart;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes in this process, over TCP. */
class GridsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Islands islands = new Islands();

  @AfterEach
  void close() {
    islands.close();
  }

  @Test
  void aWriteIsVisibleOnTheOtherNodeAndItsListenersHearOfIt() {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    List<Change<Cart.Contents>> heard = new CopyOnWriteArrayList<>();
    b.cart("carts/alice").onChange(heard::add);
    a.cart("carts/alice").add("apple", 2);
    Eventually.holds("b heard", () -> !heard.isEmpty());
    assertEquals(Map.of("apple", 2L), heard.get(0).after().lines());
    assertFalse(heard.get(0).local());
    b.cart("carts/alice").remove("apple");
    Eventually.holds("a sees it", () -> a.cart("carts/alice").lines().isEmpty());
  }

  @Test
  void aConfirmationTellsWhoHoldsTheOperation() {
    Grid a = islands.start("a", config -> config.site("north"));
    Grid b = islands.start("b", config -> config.site("north"));
    Grid c = islands.start("c", config -> config.site("south"));
    Islands.meet(a, b, c);
    Receipt receipt = b.counter("x").increment();
    Confirmation all = receipt.await(Level.copies(3), LONG);
    assertTrue(all.reached(), all.toString());
    assertEquals(Set.of("a", "b", "c"), names(all));
    assertEquals("b", all.nodes().get(0).name());
    Confirmation site = receipt.await(Level.copiesInSite(2), LONG);
    assertTrue(site.reached());
    assertEquals(Set.of("a", "b"), names(site));
    assertFalse(receipt.await(Level.copiesInSite(3), Duration.ofMillis(10)).reached());
    assertTrue(receipt.await(Level.sites(2), LONG).reached());
    assertTrue(receipt.await(Level.all(), LONG).reached());
  }

  @Test
  void whoCannotBeReachedCountsAndIsNamed() {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    Grid c = islands.start("c");
    Islands.meet(a, b, c);
    c.close();
    Receipt receipt = a.counter("x").increment();
    assertTrue(receipt.await(Level.majority(), LONG).reached());
    Confirmation all = receipt.await(Level.all(), Duration.ofMillis(50));
    assertFalse(all.reached());
    assertEquals(3, all.required());
    assertTrue(all.toString().contains("2 of 3 confirmed"), all.toString());
    assertTrue(all.toString().contains("not heard from: c"), all.toString());
    a.evict(c.id());
    assertTrue(receipt.await(Level.all(), LONG).reached());
  }

  @Test
  void aReaderMayAskOthersFirst() {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    Grid c = islands.start("c");
    Islands.meet(a, b, c);
    a.counter("x").increment().await(Level.majority(), LONG);
    assertTrue(c.counter("x").refresh(Level.majority(), LONG).reached());
    assertEquals(1, c.counter("x").value());
    assertTrue(c.counter("x").refresh(Level.all(), LONG).reached());
    b.close();
    Refreshed alone = a.counter("x").refresh(Level.all(), Duration.ofMillis(50));
    assertFalse(alone.reached());
    assertEquals("b", alone.missing().get(0).node().name());
    assertTrue(alone.toString().startsWith("as 2 of 3 have it (a, c); not heard from: b"));
  }

  @Test
  void aSessionGoesOnAtAnotherNodeWithItsToken() {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    Islands.meet(a, b);
    for (int i = 1; i <= 20; i++) {
      SessionToken written = a.counter("x").increment().token();
      assertTrue(b.await(written, LONG).reached());
      assertEquals(i, b.counter("x").value());
      assertTrue(a.await(b.counter("x").token(), LONG).reached());
    }
    assertTrue(b.await(SessionToken.EMPTY, Duration.ZERO).reached());
  }

  @Test
  void aNodeThatLacksWhatASessionHasSeenSaysSo() {
    Grid a = islands.start("a", config -> config.site("north"));
    Grid b = islands.start("b", config -> config.site("south"));
    Islands.meet(a, b);
    a.cut(List.of("north"));
    b.cut(List.of("north"));
    SessionToken written = a.counter("x").increment().token();
    assertEquals(written, a.counter("x").token());
    Coverage coverage = b.await(written, Duration.ofMillis(50));
    assertEquals(
        "this node lacks operations of " + a.run() + " up to 1 (here: 0)", coverage.toString());
    List<Coverage> heard = new CopyOnWriteArrayList<>();
    b.coverage(written, LONG).thenAccept(heard::add);
    a.heal();
    b.heal();
    Eventually.holds("b has it", () -> heard.size() == 1 && heard.get(0).reached());
    assertEquals(1, b.counter("x").value());
  }

  @Test
  void whoOnlyPassesOnNeedsNeitherTypesNorClasses() {
    Grid hub = islands.start("hub");
    Grid dock = islands.start("dock", this::spoke);
    Grid office = islands.start("office", this::spoke);
    PassedOn.write(dock);
    Eventually.holds("the office reads it", () -> PassedOn.isReadAt(office));
    assertThrows(GridException.BadOperation.class, () -> PassedOn.isReadAt(hub));
    Islands.converge(hub, dock, office);
  }

  private GridConfig spoke(GridConfig config) {
    return PassedOn.configured(config).outboundOnly();
  }

  @Test
  void rightsComeToTheNodeThatSellsAndGoOnWhenItCloses() {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    Islands.meet(a, b);
    a.boundedCounter("stock/tea").increment(10);
    BoundedCounter stock = b.boundedCounter("stock/tea");
    Eventually.holds("b knows", () -> stock.value() == 10);
    BoundedCounter.Attempt first = stock.tryDecrement(1);
    assertEquals("refused, 0 rights here now; 10 exist as far as is known", first.toString());
    Eventually.holds("b sells", () -> stock.tryDecrement(1).isDone());
    b.close();
    assertTrue(a.boundedCounter("stock/tea").tryDecrement(9).isDone());
    assertFalse(a.boundedCounter("stock/tea").tryDecrement(1).isDone());
  }

  private static Set<String> names(Confirmation confirmation) {
    return confirmation.nodes().stream().map(Confirmation.Holder::name).collect(Collectors.toSet());
  }

  @Test
  void aConfirmationCanBeAwaitedWithoutBlocking() {
    Grid a = islands.start("a");
    List<Confirmation> heard = new CopyOnWriteArrayList<>();
    a.counter("x").increment().confirmation(Level.copies(2), LONG).thenAccept(heard::add);
    a.counter("x").increment().confirmation(Level.copies(2), Duration.ZERO).thenAccept(heard::add);
    Eventually.holds("the second had no time", () -> heard.size() == 1);
    assertFalse(heard.get(0).reached());
    islands.start("b");
    Eventually.holds("the first was confirmed", () -> heard.size() == 2);
    assertTrue(heard.get(1).reached());
  }

  @Test
  void anotherGridIsRefusedAndBothSidesSayWhy() {
    Grid a = islands.start("a");
    try (LogLines lines = LogLines.recorded();
        Grid stranger = Grid.start(GridConfig.named("other")
            .node("stranger")
            .listen("127.0.0.1:0")
            .with("shards", 64)
            .seeds(a.address().orElseThrow()))) {
      Eventually.holds("a counts it", () -> !a.status().refused().isEmpty());
      String why = "grid \"other\" meets grid \"test\"";
      Eventually.holds("a says why", () -> lines.any("a: refused stranger", why));
      Eventually.holds("the other says why", () -> lines.any("stranger: ", "refused us", why));
      assertEquals(1, stranger.members().size());
      assertEquals(1, a.members().size());
    }
  }

  @Test
  void aTakenPortIsNamed() {
    Grid a = islands.start("a");
    String taken = a.address().orElseThrow();
    var failure = assertThrows(
        GridException.CannotStart.class, () -> Grid.start(Islands.CONFIG.listen(taken)));
    assertTrue(failure.toString().contains("cannot listen at " + taken + ": another process"));
  }

  @Test
  void randomBytesAreCountedAndNothingElseHappens() throws IOException {
    Grid a = islands.start("a");
    String[] address = a.address().orElseThrow().split(":", -1);
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
        OutputStream out = socket.getOutputStream()) {
      out.write(new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 0});
      out.flush();
      Eventually.holds("counted", () -> a.status().refused().containsKey("not-rejoin"));
    }
    assertTrue(
        islands.start("b").counter("x").add(3).await(Level.copies(2), LONG).reached());
  }

  @Test
  void aNodeIsKilledAndReplacedByAnEmptyOneUnderItsName() {
    String id = "000102030405060708090a0b0c0d0e0f";
    Grid a = islands.start("a");
    Grid b = islands.start("b", config -> config.with("node.id", id));
    b.counter("x").add(5);
    a.cart("carts/alice").add("apple", 1).await(Level.copies(2), LONG);
    b.close();
    a.cart("carts/alice").add("pear", 1);
    Grid replaced = islands.start("b2", config -> config.with("node.id", id));
    Eventually.holds("it caught up", () -> replaced.counter("x").value() == 5);
    Eventually.holds("it caught up", () -> replaced.cart("carts/alice").lines().size() == 2);
    Islands.converge(a, replaced);
    assertEquals(2, a.members().size());
    assertTrue(a.counter("x").add(1).await(Level.copies(2), LONG).reached());
  }

  @Test
  void outboundOnlyNodesExchangeThroughACommonPeer() {
    Grid hub = islands.start("hub");
    Grid ship = islands.start("ship", GridConfig::outboundOnly);
    Grid truck = islands.start("truck", GridConfig::outboundOnly);
    assertTrue(ship.address().isEmpty());
    ship.set("manifest", Codec.string()).add("crate");
    Eventually.holds(
        "the truck sees it", () -> truck.set("manifest", Codec.string()).contains("crate"));
    Confirmation all = truck.counter("x").increment().await(Level.copies(3), LONG);
    assertTrue(all.reached(), all.toString());
    assertEquals(3, hub.members().size());
  }

  @Test
  void aSplitGridServesOnEverySideAndJoinsAgain() {
    Grid a = islands.start("a", config -> config.site("north"));
    Grid b = islands.start("b", config -> config.site("south"));
    Islands.meet(a, b);
    a.cart("carts/alice").add("apple", 1).await(Level.copies(2), LONG);
    a.cut(List.of("north"));
    b.cut(List.of("north"));
    a.cart("carts/alice").add("apple", 2);
    b.cart("carts/alice").remove("apple");
    b.cart("carts/alice").add("pear", 1);
    assertFalse(
        a.counter("x").add(1).await(Level.copies(2), Duration.ofMillis(50)).reached());
    a.heal();
    b.heal();
    Map<String, Long> joined = Map.of("apple", 2L, "pear", 1L);
    Eventually.holds("a joined", () -> a.cart("carts/alice").lines().equals(joined));
    Eventually.holds("b joined", () -> b.cart("carts/alice").lines().equals(joined));
    Islands.converge(a, b);
  }

  @Test
  void concurrentWritersOnTwoNodesCountEveryIncrement() throws InterruptedException {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    List<Thread> writers = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      Grid grid = i % 2 == 0 ? a : b;
      writers.add(new Thread(() -> countTo(grid, 5_000)));
    }
    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    Eventually.holds("a has all", () -> a.counter("x").value() == 20_000);
    Eventually.holds("b has all", () -> b.counter("x").value() == 20_000);
  }

  private static void countTo(Grid grid, int count) {
    for (int i = 0; i < count; i++) {
      grid.counter("x").increment();
    }
  }

  @Test
  void aBurstOfKeysArrivesWithoutLoss() {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    Grid c = islands.start("c");
    Islands.meet(a, b, c);
    int keys = 20_000;
    for (int i = 0; i < keys; i++) {
      a.register("burst/" + i, Codec.int64()).set((long) i);
    }
    Eventually.holds("b has all", () -> b.status().root().count() == keys);
    Eventually.holds("c has all", () -> c.status().root().count() == keys);
    Islands.converge(a, b, c);
    assertEquals(keys, c.keys("burst").size());
    assertEquals(777L, c.register("burst/777", Codec.int64()).value().orElseThrow());
  }

  @Test
  void aLargeValueTravelsInParts() {
    Grid a = islands.start("a");
    Grid b = islands.start("b");
    String large = "x".repeat(5 << 20);
    Receipt receipt = a.register("r", Codec.string()).set(large);
    assertTrue(receipt.await(Level.copies(2), LONG).reached());
    assertEquals(large, b.register("r", Codec.string()).value().orElseThrow());
  }
}
