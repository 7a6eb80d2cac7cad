package io.rejoin.node.data;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Opens durable stores. A jar that has one names it in {@code
 * META-INF/services/io.rejoin.node.data.StoreProvider}; so embedding a node brings no engine along
 * that is not wanted.
 */
public interface StoreProvider {

  /**
   * Opens the store in a directory, or makes one if the directory is empty or does not exist. The
   * caller has the directory for itself.
   *
   * @param syncInterval what was written is on the disk after this time at the latest
   * @throws IOException if it cannot be opened; the message says what to do, nothing was deleted
   */
  DurableStore open(Path directory, Duration syncInterval) throws IOException;
}
