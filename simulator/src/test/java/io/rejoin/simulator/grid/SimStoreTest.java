package io.rejoin.simulator.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.port.Store;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.world.SimDisk;
import io.rejoin.simulator.world.World;
import io.rejoin.testing.StoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimStoreTest implements StoreContract {
  private final SimStore store =
      new SimStore(new World(1), 7, new SimDisk.Kind(Duration.ofMillis(20), Duration.ofMinutes(1)));

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

  private void lose(String key) {
    Store.Kept nothing = new Store.Kept(State.EMPTY, Digest.ZERO, 0, 0, 0);
    store.replace(new EntryKey(1, Bytes.utf8(key)), nothing);
    store.damage(Damage.RECORD);
    store.forEach((entry, digest, live, time, mark) -> {});
  }
}
