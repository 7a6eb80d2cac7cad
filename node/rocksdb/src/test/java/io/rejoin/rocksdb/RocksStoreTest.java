package io.rejoin.rocksdb;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.node.port.Store;
import io.rejoin.testing.StoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksStoreTest implements StoreContract {
  @TempDir
  Path folder;

  @Override
  public Store open() throws IOException {
    return RocksStore.open(folder.resolve("store"), RocksSettings.STANDARD.withReserveBytes(0));
  }

  @Test
  void aFolderHasOneStoreAtATime() throws IOException {
    try (Store first = open()) {
      assertThrows(IOException.class, this::open);
      first.delete(ONE);
    }
    open().close();
  }
}
