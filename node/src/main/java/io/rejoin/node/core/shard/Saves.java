package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leads what entries become to the store. When that is full, operations of this node are refused;
 * what others wrote is joined in memory all the same, and recorded when there is room again. Until
 * then a restart would lose it, so the node must not say that it has applied anything more.
 */
public final class Saves {
  private final Store store;
  private final Set<EntryKey> missing = ConcurrentHashMap.newKeySet();

  public Saves(Store store) {
    this.store = store;
  }

  /**
   * Records that an entry became {@code now}, by joining {@code delta} or otherwise; under the lock of
   * its shard.
   *
   * @param local whether an operation of this node did that
   * @return the sequence of the record, 0 if it could not be made
   * @throws StoreFull if it was one, and there is no room
   */
  public long append(EntryKey key, Optional<State> delta, Store.Kept now, boolean local) {
    try {
      boolean lacks = !missing.isEmpty() && missing.contains(key);
      if (delta.isPresent() && !lacks) {
        return store.append(key, delta.get(), now);
      }
      long sequence = store.replace(key, now);
      missing.remove(key);
      return sequence;
    } catch (StoreFull full) {
      if (local) {
        throw full;
      }
      missing.add(key);
      return 0;
    }
  }

  /** Removes an entry of which nothing is left. */
  public void delete(EntryKey key) {
    store.delete(key);
    missing.remove(key);
  }

  /** Whether the store has all that the memory has. */
  public boolean areComplete() {
    return missing.isEmpty();
  }

  /** Whether the store lacks something of an entry. */
  boolean lacks(EntryKey key) {
    return !missing.isEmpty() && missing.contains(key);
  }

  /** The entries of which the store lacks something. */
  public List<EntryKey> missing() {
    return List.copyOf(missing);
  }
}
