package io.rejoin.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.StoreFull;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SimDiskTest {
  private static final Duration SYNC = Duration.ofMillis(100);

  private final World world = new World(3);
  private final SimDisk<String, Supplier<Bytes>> disk = disk(Duration.ofSeconds(10));

  private SimDisk<String, Supplier<Bytes>> disk(Duration memory) {
    return new SimDisk<>(world, 0, new SimDisk.Kind(SYNC, memory));
  }

  private void write(String key, String value) {
    disk.append(key, () -> Bytes.utf8(value));
  }

  private void pass(Duration time) {
    world.runUntil(world.now() + time.toNanos());
  }

  private String read() {
    SortedMap<String, String> all = new TreeMap<>();
    disk.readAll((key, bytes) -> all.put(key, bytes.utf8()));
    return all.toString();
  }

  @Test
  void theLastOfEachKeyIsThere() {
    write("a", "1");
    write("b", "2");
    write("a", "3");
    disk.delete("b");
    assertEquals("{a=3}", read());
    assertEquals(Optional.empty(), disk.peek("b"));
  }

  @Test
  void whatWasNotSyncedGoesWithThePower() {
    write("a", "synced");
    pass(SYNC.plusMillis(1));
    write("a", "not synced");
    write("b", "not synced");
    disk.loseTail();
    assertEquals("{a=synced}", read());
    write("b", "again");
    assertEquals("{a=synced, b=again}", read());
  }

  @Test
  void ofATornTailTheBeginningIsThereAndTheLastRecordIsNot() {
    write("k", "synced");
    pass(SYNC.plusMillis(1));
    for (int i = 0; i < 10; i++) {
      write("k" + i, "x");
    }
    disk.tearTail();
    int left = disk.size() - 1;
    assertTrue(left < 10, "at least one is torn");
    for (int i = 0; i < 10; i++) {
      assertEquals(i < left, disk.peek("k" + i).isPresent());
    }
    assertEquals("synced", disk.peek("k").orElseThrow().get().utf8());
  }

  @Test
  void anImageIsWhatWasThereThen() {
    write("a", "1");
    pass(Duration.ofSeconds(5));
    long then = world.now();
    pass(Duration.ofSeconds(1));
    write("a", "2");
    write("b", "2");
    pass(Duration.ofSeconds(1));
    disk.restore(then);
    assertEquals("{a=1}", read());
  }

  @Test
  void olderImagesThanAskedForAreForgotten() {
    for (int i = 0; i < 100; i++) {
      write("a", Integer.toString(i));
      pass(Duration.ofSeconds(1));
    }
    disk.restore(world.now() - Duration.ofSeconds(10).toNanos());
    assertEquals("{a=90}", read());
    disk.restore(0);
    assertEquals("{a=88}", read());
  }

  @Test
  void aBitThatChangedIsFoundOutAndTheRecordSetAside() {
    write("a", "1");
    write("b", "2");
    disk.damageRecord();
    assertEquals(1, disk.damaged());
    assertEquals(4 + 1, read().length(), "one of two is left");
    assertEquals(1, disk.detected());
    assertEquals(0, disk.undetected());
    assertEquals(1, disk.size());
  }

  @Test
  void aBadBlockTakesItsNeighboursWithIt() {
    String half = "x".repeat(2_000);
    for (int i = 0; i < 20; i++) {
      write("k" + i, half);
      pass(Duration.ofMillis(1));
    }
    disk.damageBlock();
    assertTrue(disk.damaged() >= 2 && disk.damaged() <= 4, disk.damaged() + " in one block");
    read();
    assertEquals(20 - disk.damaged(), disk.size());
  }

  @Test
  void whatIsWrittenAnewIsWhole() {
    write("a", "1");
    disk.damageRecord();
    assertEquals(Optional.empty(), disk.peek("a"));
    write("a", "2");
    assertEquals("{a=2}", read());
  }

  @Test
  void aFullDiskTakesNothingUntilThereIsRoom() {
    write("a", "1");
    disk.fill(true);
    assertThrows(StoreFull.class, () -> write("a", "2"));
    assertEquals("{a=1}", read());
    disk.fill(false);
    write("a", "2");
    assertEquals("{a=2}", read());
  }

  @Test
  void anErasedDiskIsEmptyAndHasNoImages() {
    write("a", "1");
    disk.erase();
    disk.restore(world.now());
    assertEquals("{}", read());
  }
}
