package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Lanes;
import io.rejoin.antientropy.MerkleTree;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.core.run.Numbers;
import io.rejoin.node.port.StoreDamaged;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A slice of the key-hash space: its lock, its tree, and which entries the tree does not show yet.
 */
public final class Shard {
  /** So many changed entries are folded into the tree by the writer, not at the next tick. */
  static final int MAX_DIRTY = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Numbers numbers;
  private final Lanes lanes;
  private final Supplier<Stamp> stamp;
  private final List<Entry> dirty = new ArrayList<>();
  private final Past past = new Past();
  private boolean over;
  private volatile int remembering;
  private volatile boolean isDirty;
  private volatile MerkleTree tree;

  Shard(int shardBits, Lanes lanes, Numbers numbers, Supplier<Stamp> stamp) {
    this.lanes = lanes;
    this.numbers = numbers;
    this.stamp = stamp;
    tree = MerkleTree.empty(shardBits);
  }

  /** Waits for the lock; throws {@link StoreDamaged} if the run is over because of a damage. */
  public void lock() {
    lock.lock();
    if (over) {
      lock.unlock();
      throw new StoreDamaged();
    }
  }

  /** Lets nobody change anything any more. */
  void end() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
  }

  public void unlock() {
    lock.unlock();
  }

  /** Waits until whoever holds the lock now has let it go. */
  public void settle() {
    lock();
    unlock();
  }

  /** The author of local operations; under the lock. */
  public Numbers numbers() {
    return numbers;
  }

  /**
   * Notes that an entry has changed; under the lock.
   *
   * @param mayForget whether it may know of dots that are not live, or has nothing left
   */
  public void changed(Entry entry, boolean mayForget) {
    if (mayForget) {
      entry.markForgetful();
    }
    touch(entry);
  }

  /** Notes that the tree is behind for an entry; under the lock. */
  public void touch(Entry entry) {
    if (entry.markDirty(true)) {
      dirty.add(entry);
      isDirty = true;
      if (dirty.size() >= MAX_DIRTY) {
        fold();
      }
    }
  }

  /** Brings the tree up to date and lays what changed to rest; under the lock. */
  public void fold() {
    List<MerkleTree.Change> changes = new ArrayList<>(dirty.size());
    Stamp heard = stamp.get();
    for (Entry entry : dirty) {
      entry.markDirty(false);
      entry.rest();
      if (entry.takeForgetful()) {
        past.changed(entry, heard);
      }
      Entry.Content now = entry.content();
      changes.add(new MerkleTree.Change(
          entry.keyHash(), entry.key(), now.isLive() ? lanes.id(entry.key(), now.digest()) : null));
    }
    dirty.clear();
    tree = tree.fold(changes);
    isDirty = false;
    remembering = past.size();
  }

  /**
   * Takes out up to so many entries that may forget what is at or below a horizon; under the lock.
   */
  public List<Entry> forgettable(Clock horizon, int most) {
    if (isDirty) {
      fold();
    }
    List<Entry> taken = past.take(horizon, most);
    remembering = past.size();
    return taken;
  }

  /** How many entries know of dots that are not live, about; without the lock. */
  int remembering() {
    return remembering;
  }

  /** Whether the tree is behind; without the lock. */
  public boolean isDirty() {
    return isDirty;
  }

  /** The tree as last folded; without the lock. */
  public MerkleTree tree() {
    return tree;
  }
}
