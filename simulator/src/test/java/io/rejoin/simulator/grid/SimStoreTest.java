package io.rejoin.simulator.grid;

import io.rejoin.node.port.Store;
import io.rejoin.simulator.world.SimDisk;
import io.rejoin.simulator.world.World;
import io.rejoin.testing.StoreContract;
import java.time.Duration;

class SimStoreTest implements StoreContract {
  private final SimStore store =
      new SimStore(new World(1), 7, new SimDisk.Kind(Duration.ofMillis(20), Duration.ofMinutes(1)));

  @Override
  public Store open() {
    return store;
  }
}
