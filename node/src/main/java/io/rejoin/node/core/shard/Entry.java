package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.digest.Digest;

/**
 * The place of one entry. What stands in it is immutable and replaced as a whole, so it is read
 * without a lock; it is written, and noted as dirty, under the lock of its shard.
 */
public final class Entry {
  private final EntryKey key;
  private final long keyHash;
  private volatile Content content;
  private boolean dirty;

  /**
   * An entry at one moment.
   *
   * @param digest of the live content, kept up with every join
   * @param live how many items are live, which a state only knows when it is opened
   */
  public record Content(State state, Digest digest, int live) {
    static final Content NOTHING = new Content(State.EMPTY, Digest.ZERO, 0);

    public boolean isLive() {
      return live > 0;
    }

    /** What a join makes of it. */
    public Content joined(Joined joined, Digest after) {
      int items = live + joined.added().size() - joined.removed().size();
      return new Content(joined.state(), after, items);
    }
  }

  /** An entry of which nothing is known. */
  public Entry(EntryKey key, long keyHash) {
    this(key, keyHash, Content.NOTHING);
  }

  /** An entry that was stored. */
  public Entry(EntryKey key, long keyHash, Content content) {
    this.key = key;
    this.keyHash = keyHash;
    this.content = content;
  }

  public EntryKey key() {
    return key;
  }

  /** What places it in a shard and in the tree. */
  public long keyHash() {
    return keyHash;
  }

  public Content content() {
    return content;
  }

  public State state() {
    return content.state();
  }

  /** Puts the outcome of a join in place. */
  public void become(Content after) {
    content = after;
  }

  /** Keeps it in the form that takes little memory, until the next change. */
  void rest() {
    Content now = content;
    content = new Content(now.state().compact(), now.digest(), now.live());
  }

  /** Notes whether the tree is behind and says whether that is news. */
  boolean markDirty(boolean now) {
    boolean before = dirty;
    dirty = now;
    return before != now;
  }
}
