package io.rejoin.node.data;

import io.rejoin.node.port.Store;
import java.io.IOException;
import java.nio.file.Path;

/** A store on a disk. */
public interface DurableStore extends Store {

  /**
   * What there is to say about a store's disk.
   *
   * @param bytes that it takes up
   * @param full whether writes are refused for lack of room
   */
  record Figures(long bytes, boolean full) {
    public Figures {
      if (bytes < 0) {
        throw new IllegalArgumentException("bytes on disk: " + bytes);
      }
    }
  }

  /**
   * Copies what was written so far into a directory that does not exist yet; the store goes on
   * meanwhile. When this returns, the copy survives a failure of the power.
   *
   * @throws IOException if the directory exists or there is no room; nothing is left of the copy
   */
  void snapshot(Path target) throws IOException;

  /** Cheap enough to be asked every second. */
  Figures figures();
}
