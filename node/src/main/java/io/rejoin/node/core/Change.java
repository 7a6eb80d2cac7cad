package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;

/**
 * What a listener is told.
 *
 * @param before the entry after the last change that this listener heard of
 * @param after the entry after the change
 * @param local whether it was changed by this process
 * @param skipped changes that were merged into this one because the listener was slower than they
 */
public record Change(EntryKey key, State before, State after, boolean local, long skipped) {

  /** This change and the next one of the same entry, as one. */
  Change then(Change next) {
    return new Change(key, before, next.after, next.local, skipped + next.skipped + 1);
  }
}
