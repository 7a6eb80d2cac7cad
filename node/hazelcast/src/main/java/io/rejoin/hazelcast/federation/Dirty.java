package io.rejoin.hazelcast.federation;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The keys of a map that are to be looked at, each once: so there are never more than keys.
 * Thread-safe.
 *
 * @param <K> the class of the keys
 */
final class Dirty<K> {
  private final Map<K, Mark> now = new ConcurrentHashMap<>();
  private final Map<K, Mark> later = new ConcurrentHashMap<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final Runnable wake;

  /** Wakes who looks at them; that must not block. */
  Dirty(Runnable wake) {
    this.wake = wake;
  }

  /** Somebody has just written or removed a key here. */
  void mark(K key, Mark mark) {
    now.put(key, mark);
    wake.run();
  }

  /** It is to be looked at, if nothing more is known of it. */
  void look(K key) {
    now.putIfAbsent(key, Mark.LOOK);
    wake.run();
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
    for (Map.Entry<K, Mark> each : List.copyOf(later.entrySet())) {
      if (later.remove(each.getKey(), each.getValue())) {
        now.putIfAbsent(each.getKey(), each.getValue());
      }
    }
  }

  /** How many there are, about, those included that are looked at now. */
  int size() {
    return now.size() + later.size() + taken.get();
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
