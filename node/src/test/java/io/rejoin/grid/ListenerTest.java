package io.rejoin.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.Change;
import io.rejoin.Codec;
import io.rejoin.GridException;
import io.rejoin.Prefix;
import io.rejoin.Subscription;
import io.rejoin.testing.Eventually;
import io.rejoin.value.Counter;
import io.rejoin.value.ReplicatedMap;
import io.rejoin.value.ReplicatedSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private final Grid grid =
      Grid.start(GridConfig.named("test").outboundOnly().with("limits.listeners", 3));

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aListenerHearsBeforeAndAfterUntilItIsClosed() {
    Counter counter = grid.counter("x");
    counter.add(1);
    List<Change<Long>> heard = new CopyOnWriteArrayList<>();
    Subscription subscription = counter.onChange(heard::add);
    counter.add(2);
    Eventually.holds("it was told", () -> heard.size() == 1);
    assertEquals(new Change<>("x", 1L, 3L, true, 0), heard.get(0));
    subscription.close();
    subscription.close();
    counter.add(4);
    grid.counter("x").onChange(heard::add);
    counter.add(8);
    Eventually.holds("the second was told", () -> heard.size() == 2);
    assertEquals(7L, heard.get(1).before());
  }

  @Test
  void aListenerOfAMapShownAsAClassHearsAllOfItBeforeAndAfter() {
    List<Change<String>> heard = new CopyOnWriteArrayList<>();
    Prefix.of(
            grid,
            "m/",
            key -> grid.map(key).as(fields ->
                fields.counter("a").value() + " " + fields.text("b").value()))
        .onChange(heard::add);
    grid.map("m/1").counter("a").add(5);
    grid.map("m/1").text("b").append("x");
    Eventually.holds("it was told twice", () -> heard.size() == 2);
    assertEquals(
        List.of(
            new Change<>("m/1", "0 ", "5 ", true, 0), new Change<>("m/1", "5 ", "5 x", true, 0)),
        heard);
  }

  @Test
  void aListenerOfAFieldHearsOfThatFieldOnly() {
    ReplicatedMap map = grid.map("m");
    List<Change<Long>> heard = new CopyOnWriteArrayList<>();
    map.counter("a").onChange(heard::add);
    map.counter("b").add(1);
    map.counter("a").add(5);
    Eventually.holds("it was told", () -> !heard.isEmpty());
    assertEquals(List.of(new Change<>("m", 0L, 5L, true, 0)), heard);
  }

  @Test
  void aListenerThatThrowsHarmsNobody() {
    ReplicatedSet<String> set = grid.set("s", Codec.string());
    List<Set<String>> heard = new CopyOnWriteArrayList<>();
    set.onChange(change -> {
      throw new IllegalStateException("for the test");
    });
    set.onChange(change -> heard.add(change.after()));
    set.add("a");
    set.add("b");
    Eventually.holds("the other hears on", () -> heard.contains(Set.of("a", "b")));
  }

  @Test
  void aSlowListenerNeverMissesTheLastValueNorDelaysAWriter() throws InterruptedException {
    Counter counter = grid.counter("x");
    CountDownLatch slow = new CountDownLatch(1);
    AtomicLong last = new AtomicLong();
    AtomicLong told = new AtomicLong();
    AtomicLong skipped = new AtomicLong();
    counter.onChange(change -> {
      awaitQuietly(slow);
      last.set(change.after());
      told.incrementAndGet();
      skipped.addAndGet(change.skipped());
    });
    for (int i = 0; i < 10_000; i++) {
      counter.increment();
    }
    slow.countDown();
    Eventually.holds("it caught up", () -> last.get() == 10_000);
    assertEquals(10_000, told.get() + skipped.get());
    assertTrue(told.get() <= 1_100, "told " + told.get() + " times");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void soManyAndNoMore() {
    Counter counter = grid.counter("x");
    Subscription first = counter.onChange(change -> {});
    counter.onChange(change -> {});
    counter.onChange(change -> {});
    assertThrows(GridException.LimitExceeded.class, () -> counter.onChange(change -> {}));
    first.close();
    counter.onChange(change -> {});
  }
}
