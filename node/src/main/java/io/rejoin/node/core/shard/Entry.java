package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreDamaged;
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
  private volatile @Nullable Entry next;
  private boolean dirty;
  private boolean forgetful;
  private boolean used;
  private int weight;

  /**
   * An entry at one moment.
   *
   * <p>Not a record: with ten million entries the digest's own object is worth leaving out.
   */
  public static final class Content {
    public static final Content NOTHING = new Content(State.EMPTY, Digest.ZERO, 0, 0);

    private final @Nullable State held;
    private final long digestHigh;
    private final long digestLow;
    private final int live;
    private final long time;

    /**
     * An entry at one moment.
     *
     * @param held the state, unless it lies in the store alone
     * @param digest of the live content, kept up with every join
     * @param live how many items are live, which a state only knows when it is opened
     * @param time when the content last changed here, in milliseconds since 1970
     */
    public Content(@Nullable State held, Digest digest, int live, long time) {
      this.held = held;
      digestHigh = digest.high();
      digestLow = digest.low();
      this.live = live;
      this.time = time;
    }

    public @Nullable State held() {
      return held;
    }

    public Digest digest() {
      return new Digest(digestHigh, digestLow);
    }

    public int live() {
      return live;
    }

    public long time() {
      return time;
    }

    public boolean isLive() {
      return live > 0;
    }

    /** What a join makes of it. */
    public Content joined(Joined joined, Digest after, long now) {
      int items = live + joined.added().size() - joined.removed().size();
      boolean same = joined.added().isEmpty() && joined.removed().isEmpty();
      return new Content(joined.state(), after, items, same ? time : now);
    }

    /** With less of a context, or with the state in memory or not. */
    public Content with(@Nullable State state) {
      return new Content(state, digest(), live, time);
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

  /**
   * The state, from memory or from the store; stays where it is.
   *
   * @throws StoreDamaged if the store had it and cannot read it
   */
  public State read(Store store) {
    State here = content.held();
    return here != null ? here : store.read(key).orElseThrow(() -> new StoreDamaged(key));
  }

  /** Puts a state that was read into memory, unless the entry has changed meanwhile. */
  boolean hold(Content now, State read) {
    return CONTENT.compareAndSet(this, now, now.with(read));
  }

  /** Leaves the state to the store; {@code false} if the entry changes just now. */
  boolean letGo() {
    Content now = content;
    return isVacant() || CONTENT.compareAndSet(this, now, now.with(null));
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
      CONTENT.compareAndSet(this, now, now.with(state.compact()));
    }
  }

  // ---- for the index

  @Nullable
  Entry next() {
    return next;
  }

  void next(@Nullable Entry other) {
    next = other;
  }

  // ---- for the states in memory

  void use() {
    if (!used) {
      used = true;
    }
  }

  /** Whether it was used since the last call. */
  boolean takeUsed() {
    boolean before = used;
    used = false;
    return before;
  }

  /** What it was said to take in memory, 0 if nobody said so. */
  int weight() {
    return weight;
  }

  /** Takes more; returns how much more. */
  long gain(long more) {
    long after = Math.max(1, Math.min(weight + more, Integer.MAX_VALUE));
    long gained = after - weight;
    weight = (int) after;
    return gained;
  }

  int takeWeight() {
    int before = weight;
    weight = 0;
    return before;
  }

  // ---- for the shard, under its lock

  /** It has changed and may have something to forget. */
  void markForgetful() {
    forgetful = true;
  }

  /** Whether that was so since the last call. */
  boolean takeForgetful() {
    boolean before = forgetful;
    forgetful = false;
    return before;
  }

  /** Notes whether the tree is behind and says whether that is news. */
  boolean markDirty(boolean now) {
    boolean before = dirty;
    dirty = now;
    return before != now;
  }
}
