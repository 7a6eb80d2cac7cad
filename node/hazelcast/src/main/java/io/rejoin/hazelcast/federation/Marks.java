package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What has changed in the federated maps of a member, from its start on: also before anybody looks
 * at it. Thread-safe.
 */
final class Marks {
  /** Hazelcast merges a few thousand entries a second, and a map and its bases at the same time. */
  private static final long HOLD = TimeUnit.SECONDS.toNanos(10);

  private static final String KEY = "io.rejoin.hazelcast.federation.marks";

  private final Map<String, Dirty<Object>> maps = new ConcurrentHashMap<>();
  private volatile Runnable wake = () -> {};

  /** Those of a member. */
  static Marks of(HazelcastInstance member) {
    return (Marks) member.getUserContext().computeIfAbsent(KEY, any -> new Marks());
  }

  /** Those of one map. */
  Dirty<Object> of(String map) {
    return maps.computeIfAbsent(map, any -> new Dirty<>(() -> wake.run()));
  }

  /** Is run when something is marked, from now on; it must not block. */
  void onMark(Runnable waker) {
    wake = waker;
  }

  /** As {@link Dirty#hold}, in all maps: who merges an entry is not told of which map it is. */
  void hold(Object key) {
    maps.values().forEach(map -> map.hold(key));
  }

  /** How many keys there are, about. */
  int size() {
    return maps.values().stream().mapToInt(Dirty::size).sum();
  }

  /**
   * The keys of a map that are to be looked at, each once: so there are never more than keys.
   * Thread-safe.
   *
   * @param <K> the class of the keys
   */
  static final class Dirty<K> {
    private final Map<K, Mark> now = new ConcurrentHashMap<>();
    private final Map<K, Mark> later = new ConcurrentHashMap<>();
    private final Map<K, Long> held = new ConcurrentHashMap<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final Runnable wake;

    /** Wakes who looks at them; that must not block. */
    Dirty(Runnable wake) {
      this.wake = wake;
    }

    /** Somebody has just written or removed a key here. */
    void mark(K key, Mark mark) {
      if (mark.isWrite() && isHeld(key)) {
        return;
      }
      now.put(key, mark);
      wake.run();
    }

    /** It is to be looked at, if nothing more is known of it. */
    void look(K key) {
      if (!isHeld(key)) {
        now.putIfAbsent(key, Mark.LOOK);
        wake.run();
      }
    }

    /**
     * A merge of clusters has brought a value, and brings its base at another time: neither says
     * anything without the other, so the key has its turn only when both are there.
     */
    void hold(K key) {
      held.put(key, System.nanoTime() + HOLD);
      now.remove(key);
      later.remove(key);
    }

    /** Whether it is not to be looked at now. */
    boolean isHeld(K key) {
      return held.containsKey(key);
    }

    /** Takes one out: why it is to be looked at, if anything is known of it. */
    Mark take(K key) {
      taken.incrementAndGet();
      Mark mark = now.remove(key);
      return mark == null ? Mark.LOOK : mark;
    }

    /** Whether somebody removed it, and nobody has told the grid yet. */
    boolean isRemoved(K key) {
      return Mark.REMOVED.equals(now.get(key)) || Mark.REMOVED.equals(later.get(key));
    }

    /** It cannot be done now. */
    void later(K key, Mark mark) {
      later.put(key, mark);
    }

    /** Time has passed: what could not be done before is tried again. */
    void retry() {
      for (Map.Entry<K, Long> each : List.copyOf(held.entrySet())) {
        if (each.getValue() - System.nanoTime() < 0
            && held.remove(each.getKey(), each.getValue())) {
          look(each.getKey());
        }
      }
      for (Map.Entry<K, Mark> each : List.copyOf(later.entrySet())) {
        if (later.remove(each.getKey(), each.getValue())) {
          now.putIfAbsent(each.getKey(), each.getValue());
        }
      }
    }

    /** How many there are, about, those included that are looked at now. */
    int size() {
      return now.size() + later.size() + held.size() + taken.get();
    }

    /** So many of those that were taken have been looked at. */
    void looked(int count) {
      taken.addAndGet(-count);
    }

    /** Takes some of them out. */
    Map<K, Mark> take(int most) {
      Map<K, Mark> some = new HashMap<>();
      Iterator<K> keys = now.keySet().iterator();
      while (some.size() < most && keys.hasNext()) {
        K key = keys.next();
        some.put(key, take(key));
      }
      return some;
    }
  }
}
