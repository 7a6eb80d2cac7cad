package io.rejoin.node.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.node.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class KeptTimeTest {
  private static final Duration DRIFT = Duration.ofMinutes(5);

  private final MemoryStore store = new MemoryStore();

  private static HybridClock wall(String time) {
    return new HybridClock(InstantSource.fixed(Instant.parse(time)), DRIFT);
  }

  @Test
  void aWallThatForgotTheTimeTakesNoWriteBack() {
    HybridClock before = wall("2026-03-01T12:00:00Z");
    new KeptTime(before, store).run();
    Timestamp last = before.now();
    HybridClock after = wall("1970-01-01T00:00:07Z");
    new KeptTime(after, store).resume();
    assertTrue(after.now().isAfter(new Timestamp(last.value() - 1)));
    assertEquals(last.millis(), after.now().millis());
  }

  @Test
  void aTimeThatCannotBeReadIsNone() {
    store.put("time", Bytes.utf8("abc"));
    HybridClock clock = wall("2026-03-01T12:00:00Z");
    new KeptTime(clock, store).resume();
    assertEquals(
        Instant.parse("2026-03-01T12:00:00Z").toEpochMilli(), clock.now().millis());
  }
}
