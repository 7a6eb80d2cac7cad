package io.rejoin.node.core.shard;

import io.rejoin.crdt.Digest;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;

/**
 * An entry as it is held. Immutable: a join puts another one in its place.
 *
 * @param keyHash places it in a shard and in the tree
 * @param digest of the live content, kept up with every join
 */
public record Entry(EntryKey key, long keyHash, State state, Digest digest) {

  public boolean isLive() {
    return state.size() > 0;
  }
}
