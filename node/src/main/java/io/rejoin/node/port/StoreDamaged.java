package io.rejoin.node.port;

import io.rejoin.crdt.EntryKey;

/**
 * An entry that a store had cannot be read any more: nothing may be concluded about it, and nothing
 * was changed. The node sets aside what is damaged, learns it from others, and goes on as another
 * run; until then nothing can be written.
 */
public final class StoreDamaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An entry cannot be read. */
  public StoreDamaged(EntryKey key) {
    super("the stored entry " + key + " is damaged; the node repairs it from others");
  }

  /** The run is over because of that. */
  public StoreDamaged() {
    super("a stored entry is damaged; the node repairs it from others");
  }
}
