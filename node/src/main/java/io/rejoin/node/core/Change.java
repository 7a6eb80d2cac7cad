package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;

/**
 * What a listener is told.
 *
 * @param before the entry before the change, after the last change that this listener heard of
 * @param after the entry after the change
 * @param local whether it was changed by this process
 * @param skipped changes that this listener missed before this one because it was too slow
 */
public record Change(EntryKey key, State before, State after, boolean local, long skipped) {}
