package io.rejoin.crdt.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HybridClockTest {
  private static final Duration BOUND = Duration.ofMinutes(5);

  private final AtomicLong wall = new AtomicLong(1_000_000);
  private final HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(wall.get()), BOUND);

  @Test
  void followsTheWallAndCountsWithinAMillisecond() {
    assertEquals(Timestamp.ofMillis(1_000_000), clock.now());
    assertEquals(1, clock.now().counter());
    wall.addAndGet(7);
    assertEquals(Timestamp.ofMillis(1_000_007), clock.now());
  }

  @Test
  void neverGoesBack() {
    Timestamp before = clock.now();
    wall.addAndGet(-5_000);
    assertTrue(clock.now().isAfter(before));
  }

  @Test
  void movesPastWhatItObserves() {
    Timestamp remote = Timestamp.ofMillis(1_060_000);
    assertFalse(clock.observe(remote));
    assertTrue(clock.now().isAfter(remote));
  }

  @Test
  void aTimeBeyondTheDriftBoundIsReportedAndMovesItOnlyToTheBound() {
    assertTrue(clock.observe(Timestamp.ofMillis(9_000_000)));
    assertEquals(1_000_000 + BOUND.toMillis(), clock.now().millis());
  }

  @Test
  void aWriteWinsOverAFarFutureButTheClockStays() {
    Timestamp seen = Timestamp.ofMillis(9_000_000);
    assertEquals(seen.next(), clock.nowAfter(seen));
    assertTrue(seen.isAfter(clock.now()));
    assertEquals(Timestamp.MAX, clock.nowAfter(Timestamp.MAX));
  }

  @Test
  void threadsNeverGetTheSameTime() {
    Set<Timestamp> times = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 20_000).parallel().forEach(i -> times.add(clock.now()));
    assertEquals(20_000, times.size());
  }
}
