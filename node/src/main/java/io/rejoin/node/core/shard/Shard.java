package io.rejoin.node.core.shard;

import io.rejoin.antientropy.MerkleTree;
import io.rejoin.crdt.EntryKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A slice of the key-hash space: its lock, its tree, and which entries the tree does not show yet. */
public final class Shard {
  /** So many changed entries are folded into the tree by the writer, not at the next tick. */
  static final int MAX_DIRTY = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Numbers numbers;
  private final Set<EntryKey> dirty = new HashSet<>();
  private volatile boolean isDirty;
  private volatile MerkleTree tree;

  public Shard(int shardBits, Numbers numbers) {
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
  public boolean touch(EntryKey key) {
    dirty.add(key);
    isDirty = true;
    return dirty.size() >= MAX_DIRTY;
  }

  /** Brings the tree up to date; under the lock. */
  public void fold(Function<EntryKey, MerkleTree.Change> look) {
    List<MerkleTree.Change> changes = new ArrayList<>(dirty.size());
    for (EntryKey key : dirty) {
      changes.add(look.apply(key));
    }
    tree = tree.fold(changes);
    dirty.clear();
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
