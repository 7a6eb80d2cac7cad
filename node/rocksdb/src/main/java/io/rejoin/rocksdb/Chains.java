package io.rejoin.rocksdb;

import io.rejoin.crdt.EntryKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which entries have deltas behind their base, and how large both are. Deltas are folded into a new
 * base when they outweigh the old one: then an entry of any size takes at most twice its room, and
 * a write costs on average as much as two deltas.
 *
 * <p>An entry that is not known here has no deltas. A small one never has any: its base is as cheap
 * as a delta. The chain of one entry is used under the lock of its shard.
 */
final class Chains {
  /** A base up to this size is written in place of a delta. */
  static final int SMALL_BYTES = 512;

  /** A base from this size on is always known, however many others there are. */
  static final int LARGE_BYTES = 64 << 10;

  /** So many chains are known; beyond, entries that are not large are written whole. */
  static final int MAX_CHAINS = 1 << 18;

  /** A base and the deltas behind it. */
  static final class Chain {
    private final long base;
    private long deltas;
    private int count;

    Chain(long base, long deltas, int count) {
      this.base = base;
      this.deltas = deltas;
      this.count = count;
    }

    /** Whether there is no base to put deltas behind. */
    boolean isEmpty() {
      return base == 0;
    }

    /** Whether one more delta does not outweigh the base. */
    boolean takes(int bytes) {
      return deltas + bytes <= base;
    }

    void add(int bytes) {
      deltas += bytes;
      count++;
    }

    /** How many deltas there are; they have the numbers 1 to this. */
    int count() {
      return count;
    }
  }

  private static final Chain NONE = new Chain(0, 0, 0);

  private final Map<EntryKey, Chain> chains = new ConcurrentHashMap<>();
  private final int limit;

  Chains(int limit) {
    this.limit = limit;
  }

  /** The chain of an entry; an empty one if it is not known. */
  Chain of(EntryKey key) {
    return chains.getOrDefault(key, NONE);
  }

  /** An entry has a new base and no deltas. */
  void restart(EntryKey key, int base) {
    if (base > SMALL_BYTES && (base >= LARGE_BYTES || chains.size() < limit)) {
      chains.put(key, new Chain(base, 0, 0));
    } else {
      chains.remove(key);
    }
  }

  /** An entry was read, with what it has. */
  void found(EntryKey key, Chain chain) {
    if (chain.count > 0 || chain.base >= LARGE_BYTES) {
      chains.put(key, chain);
    } else {
      chains.remove(key);
    }
  }

  void forget(EntryKey key) {
    chains.remove(key);
  }
}
