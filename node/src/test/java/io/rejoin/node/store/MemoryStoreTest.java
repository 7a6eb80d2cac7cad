package io.rejoin.node.store;

import io.rejoin.node.port.Store;
import io.rejoin.testing.StoreContract;

class MemoryStoreTest implements StoreContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Store open() {
    return store;
  }
}
