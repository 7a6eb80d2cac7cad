package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreFull;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leads what entries become to the store, as the policies of their buckets demand. When the store
 * is full, operations of this node are refused; what others wrote is joined in memory all the same,
 * and recorded when there is room again. Until then a restart would lose it, so the node must not
 * say that it has applied anything more. The same holds, until they are synced, of buckets that
 * promise that.
 */
public final class Saves {
  private static final String MARK = "vouched";
  private static final int MOST_CLAIMS = 1 << 12;

  private final Store store;
  private final Buckets buckets;
  private final boolean promisesSync;
  private final Set<EntryKey> missing = ConcurrentHashMap.newKeySet();
  private final Deque<Claim> claims = new ArrayDeque<>();
  private volatile long promised;

  /** Something that may be said once the store has synced up to a sequence number. */
  private record Claim(long sequence, Runnable say) {}

  public Saves(Store store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
    promisesSync = buckets.uses(Durability.SYNC);
  }

  /**
   * Records that an entry became {@code now}, by joining {@code delta} or otherwise; under the lock
   * of its shard.
   *
   * @param local whether an operation of this node did that
   * @return the sequence of the record, 0 if there is none
   * @throws StoreFull if it was one, and there is no room
   */
  public long append(EntryKey key, Optional<State> delta, Store.Kept now, boolean local) {
    Durability durability = buckets.of(key).durability();
    if (durability == Durability.MEMORY) {
      return 0;
    }
    try {
      boolean lacks = !missing.isEmpty() && missing.contains(key);
      long sequence = delta.isPresent() && !lacks
          ? store.append(key, delta.get(), now)
          : store.replace(key, now);
      if (lacks) {
        missing.remove(key);
      }
      if (!local && durability == Durability.SYNC) {
        promised = sequence;
      }
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
    if (buckets.of(key).durability() != Durability.MEMORY) {
      store.delete(key);
    }
    missing.remove(key);
  }

  /**
   * Says that what was joined so far is applied: now, if all is stored as was promised; when it is
   * synced; or not at all, if there is no room. For the core's thread.
   */
  public void claim(Runnable say) {
    if (!areComplete()) {
      return;
    }
    if (!promisesSync || (claims.isEmpty() && store.synced() >= promised)) {
      say.run();
    } else {
      claims.add(new Claim(promised, say));
      store.sync(promised);
    }
  }

  /**
   * Says something that others will rely upon when they give up what they have, once all that is
   * here is synced, whatever the buckets promise: what they have may long be. Not at all, if there
   * is no room. For the core's thread.
   */
  public void vouch(Runnable say) {
    if (!areComplete() || claims.size() >= MOST_CLAIMS) {
      return;
    }
    try {
      long mark = store.put(MARK, Bytes.EMPTY);
      if (claims.isEmpty() && store.synced() >= mark) {
        say.run();
      } else {
        claims.add(new Claim(mark, say));
        store.sync(mark);
      }
    } catch (StoreFull full) {
      return; // they ask again
    }
  }

  /** Says what may be said by now, and whether there was anything. For the core's thread. */
  public boolean settle() {
    boolean any = false;
    while (!claims.isEmpty() && claims.element().sequence() <= store.synced()) {
      claims.remove().say().run();
      any = true;
    }
    return any;
  }

  /** Whether the store has all that the memory has. */
  public boolean areComplete() {
    return missing.isEmpty();
  }

  /** Whether the store lacks something of an entry. */
  boolean lacks(EntryKey key) {
    return buckets.of(key).durability() == Durability.MEMORY
        || (!missing.isEmpty() && missing.contains(key));
  }

  /** The entries of which the store lacks something. */
  public List<EntryKey> missing() {
    return List.copyOf(missing);
  }
}
