package io.rejoin.node.core.shard;

import io.rejoin.crdt.Digest;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;

/**
 * An entry as it is held. Immutable: a join puts another one in its place.
 *
 * @param keyHash places it in a shard and in the tree
 * @param digest of the live content, kept up with every join
 * @param live how many items are live, which a state only knows when it is opened
 */
public record Entry(EntryKey key, long keyHash, State state, Digest digest, int live) {

  /** An entry of which nothing is known. */
  public static Entry absent(EntryKey key, long keyHash) {
    return new Entry(key, keyHash, State.EMPTY, Digest.ZERO, 0);
  }

  /** With the outcome of a join of its state. */
  public Entry after(Joined joined, Digest now) {
    int count = live + joined.added().size() - joined.removed().size();
    return new Entry(key, keyHash, joined.state(), now, count);
  }

  public boolean isLive() {
    return live > 0;
  }
}
