package io.rejoin.node.store;

import io.rejoin.node.port.Store;
import java.util.List;

/** A store without a disk that it could lag behind: what is written counts as synced. */
public interface Unsynced extends Store {
  @Override
  default long synced() {
    return written();
  }

  @Override
  default void sync(long upTo) {
    // Everything is where it will ever be.
  }

  @Override
  default void awaitSynced(long upTo) {
    // There is nothing to wait for.
  }

  @Override
  default void onSynced(Runnable listener) {
    // It never lags behind.
  }

  @Override
  default List<String> damaged() {
    return List.of();
  }

  @Override
  default void close() {
    // Whoever holds the store may open it again.
  }
}
