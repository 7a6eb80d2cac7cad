package io.rejoin.node.core.shard;

import io.rejoin.antientropy.Lanes;
import io.rejoin.antientropy.MerkleTree;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A slice of the key-hash space: its lock, its tree, and which entries the tree does not show yet.
 */
public final class Shard {
  /** So many changed entries are folded into the tree by the writer, not at the next tick. */
  static final int MAX_DIRTY = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Numbers numbers;
  private final Lanes lanes;
  private final List<Entry> dirty = new ArrayList<>();
  private volatile boolean isDirty;
  private volatile MerkleTree tree;

  public Shard(int shardBits, Lanes lanes, Numbers numbers) {
    this.lanes = lanes;
    this.numbers = numbers;
    tree = MerkleTree.empty(shardBits);
  }

  public void lock() {
    lock.lock();
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
    for (Entry entry : dirty) {
      entry.markDirty(false);
      entry.rest();
      Entry.Content now = entry.content();
      changes.add(new MerkleTree.Change(
          entry.keyHash(), entry.key(), now.isLive() ? lanes.id(entry.key(), now.digest()) : null));
    }
    dirty.clear();
    tree = tree.fold(changes);
    isDirty = false;
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
