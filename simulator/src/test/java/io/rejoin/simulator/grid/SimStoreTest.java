package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.port.Store;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.SimDisk;
import io.rejoin.simulator.world.World;
import io.rejoin.testing.StoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimStoreTest implements StoreContract {
  private static final SimDisk.Kind DISK =
      new SimDisk.Kind(Duration.ofMillis(20), Duration.ofMinutes(1));

  private final SimStore store = new SimStore(new World(1), 7, DISK);

  @Override
  public Store open() {
    return store;
  }

  /** A node that saw the first of two damages must notice the second. */
  @Test
  void eachDamageIsListed() {
    List<String> none = store.damaged();
    lose("a");
    List<String> one = store.damaged();
    lose("b");
    assertEquals(
        List.of(0, 1, 2), List.of(none.size(), one.size(), store.damaged().size()));
    assertEquals(one, store.damaged().subList(0, 1));
  }

  /** A clock must not outlive an entry that it covers. */
  @ParameterizedTest
  @EnumSource(names = {"UNSYNCED", "TORN"})
  void whatIsWrittenAfterAnEntryIsLostWithIt(DiskFate fate) {
    for (int node = 1; node <= 100; node++) {
      World world = new World(1);
      SimStore disk = new SimStore(world, Draws.subject(node, 0), DISK);
      world.runUntil(Duration.ofMillis(100).toNanos());
      write(disk, "entry");
      world.runUntil(Duration.ofMillis(110).toNanos());
      disk.put("clock", Bytes.utf8("covers it"));
      world.runUntil(Duration.ofMillis(115).toNanos());
      disk.end(fate);
      boolean hasEntry = disk.read(key("entry")).isPresent();
      assertTrue(hasEntry || disk.get("clock").isEmpty(), "node " + node);
    }
  }

  private void lose(String key) {
    write(store, key);
    store.damage(Damage.RECORD);
    store.forEach((entry, digest, live, time, mark) -> {});
  }

  private static void write(SimStore to, String key) {
    to.replace(key(key), new Store.Kept(State.EMPTY, Digest.ZERO, 0, 0, 0));
  }

  private static EntryKey key(String name) {
    return new EntryKey(1, Bytes.utf8(name));
  }
}
