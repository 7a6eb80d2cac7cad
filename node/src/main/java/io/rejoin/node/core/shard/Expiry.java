package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.type.Erasure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.ToLongFunction;

/**
 * Which entries of buckets with a time to live have not changed here for that long. What was
 * written elsewhere and came late counts from when it came: an entry may live longer, never
 * shorter. Changes come from any thread, {@link #due} is for the core's.
 */
public final class Expiry {
  private final Buckets buckets;
  private final boolean anyExpires;
  private final long margin;
  private final Map<EntryKey, Long> changes = new ConcurrentHashMap<>();
  private final PriorityBlockingQueue<Due> queue = new PriorityBlockingQueue<>();

  /** When an entry is to be looked at again. */
  private record Due(long time, EntryKey key) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.compare(time, other.time);
    }
  }

  /**
   * By the policies of buckets.
   *
   * @param margin by how much clocks may differ: so much later an entry expires
   */
  public Expiry(Buckets buckets, Duration margin) {
    this.buckets = buckets;
    anyExpires = buckets.anyExpires();
    this.margin = margin.toMillis();
  }

  /** Notes what an entry became; under the lock of its shard. */
  public void changed(EntryKey key, Entry.Content now) {
    if (!anyExpires) {
      return;
    }
    Optional<Duration> life = buckets.of(key).ttl();
    if (life.isEmpty() || !Erasure.canErase(key.type())) {
      return;
    }
    if (!now.isLive()) {
      changes.remove(key);
    } else if (changes.put(key, now.time()) == null) {
      queue.add(new Due(now.time() + life.get().toMillis() + margin, key));
    }
  }

  /**
   * Takes out up to so many entries that have expired.
   *
   * @param now in milliseconds since 1970
   * @param delay how much longer this node waits with an entry, in milliseconds, so that not all
   *     nodes erase it at once
   */
  public List<EntryKey> due(long now, int most, ToLongFunction<EntryKey> delay) {
    List<EntryKey> expired = new ArrayList<>();
    for (Due next = queue.peek();
        next != null && next.time <= now && expired.size() < most;
        next = queue.peek()) {
      queue.poll();
      EntryKey key = next.key;
      Long changed = changes.get(key);
      Optional<Duration> life = buckets.of(key).ttl();
      if (changed == null || life.isEmpty()) {
        continue;
      }
      long time = changed + life.get().toMillis() + margin + delay.applyAsLong(key);
      if (time <= now) {
        changes.remove(key, changed);
        expired.add(key);
      } else {
        queue.add(new Due(time, key));
      }
    }
    return expired;
  }
}
