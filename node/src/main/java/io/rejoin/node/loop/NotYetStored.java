package io.rejoin.node.loop;

import io.rejoin.node.port.StoreFull;

/**
 * An operation has taken effect and spreads, but the disk had no room for it: it will be stored
 * when there is. Until then it is lost here if the process ends.
 */
public final class NotYetStored extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotYetStored(StoreFull full) {
    super("the operation has taken effect, but the store is full and lacks it", full);
  }
}
