package io.rejoin.rocksdb;

import io.rejoin.node.data.DurableStore;
import io.rejoin.node.data.StoreProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What a node finds when this module is on its class path. */
public final class RocksStores implements StoreProvider {
  @Override
  public DurableStore open(Path directory, Duration syncInterval) throws IOException {
    return RocksStore.open(directory, RocksSettings.STANDARD.withSyncInterval(syncInterval));
  }
}
