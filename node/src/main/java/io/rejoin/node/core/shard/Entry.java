package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.port.Store;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The place of one entry. What stands in it is immutable and replaced as a whole, so it is read
 * without a lock; it is written, and noted as dirty, under the lock of its shard.
 */
public final class Entry {
  private static final AtomicReferenceFieldUpdater<Entry, Content> CONTENT =
      AtomicReferenceFieldUpdater.newUpdater(Entry.class, Content.class, "content");

  private final EntryKey key;
  private final long keyHash;
  private volatile Content content;
  private boolean dirty;
  private boolean changed;

  /**
   * An entry at one moment.
   *
   * @param held the state, unless it lies in the store alone
   * @param digest of the live content, kept up with every join
   * @param live how many items are live, which a state only knows when it is opened
   * @param time when the content last changed here, in milliseconds since 1970
   */
  public record Content(@Nullable State held, Digest digest, int live, long time) {
    public static final Content NOTHING = new Content(State.EMPTY, Digest.ZERO, 0, 0);

    public boolean isLive() {
      return live > 0;
    }

    /** What a join makes of it. */
    public Content joined(Joined joined, Digest after, long now) {
      int items = live + joined.added().size() - joined.removed().size();
      boolean same = joined.added().isEmpty() && joined.removed().isEmpty();
      return new Content(joined.state(), after, items, same ? time : now);
    }

    /** With less of a context. */
    public Content forgotten(State after) {
      return new Content(after, digest, live, time);
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

  /** Whether nothing stands here, so that another may be the entry of the key. */
  @SuppressWarnings("ReferenceEquality") // there is one
  public boolean isVacant() {
    return content == Content.NOTHING;
  }

  public Content content() {
    return content;
  }

  /** The state; read from the store if it is not in memory. */
  public State state(Store store) {
    Content now = content;
    State here = now.held();
    if (here != null) {
      return here;
    }
    State read = store.read(key).orElse(State.EMPTY);
    CONTENT.compareAndSet(this, now, new Content(read, now.digest(), now.live(), now.time()));
    return read;
  }

  /** Puts the outcome of a join in place. */
  public void become(Content after) {
    content = after;
  }

  /** Keeps it in the form that takes little memory, until the next change. */
  void rest() {
    Content now = content;
    State state = now.held();
    if (state != null) {
      content = new Content(state.compact(), now.digest(), now.live(), now.time());
    }
  }

  void markChanged() {
    changed = true;
  }

  /** Whether it has changed since the last call. */
  boolean takeChanged() {
    boolean before = changed;
    changed = false;
    return before;
  }

  /** Notes whether the tree is behind and says whether that is news. */
  boolean markDirty(boolean now) {
    boolean before = dirty;
    dirty = now;
    return before != now;
  }
}
