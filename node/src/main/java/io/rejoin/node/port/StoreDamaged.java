package io.rejoin.node.port;

import io.rejoin.crdt.EntryKey;

/**
 * An entry that a store had cannot be read any more: nothing may be concluded about it. The next
 * start sets it aside and learns it from others.
 */
public final class StoreDamaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreDamaged(EntryKey key) {
    super("the stored entry " + key + " is damaged; a restart of the node repairs it from others");
  }
}
