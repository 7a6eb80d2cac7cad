package io.rejoin.hazelcast.federation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The keys of a map that are to be looked at, each once. Bounded: when there are too many, those
 * that were only written are let go, and all of the map is to be looked at. Thread-safe.
 *
 * @param <K> the class of the keys
 */
final class Dirty<K> {
  private static final int MOST = 100_000;

  private final Map<K, Mark> keys = new ConcurrentHashMap<>();
  private final AtomicBoolean all = new AtomicBoolean();
  private final Runnable wake;

  Dirty(Runnable wake) {
    this.wake = wake;
  }

  /** Somebody has just written or removed a key here. */
  void mark(K key, Mark mark) {
    keys.put(key, mark);
    if (keys.size() > MOST) {
      keys.values().removeIf(each -> each != Mark.REMOVED);
      all.set(true);
    }
    wake.run();
  }

  /** It is to be looked at, if nothing more is known of it. */
  void look(K key) {
    keys.putIfAbsent(key, Mark.LOOK);
    wake.run();
  }

  void lookAtAll() {
    all.set(true);
    wake.run();
  }

  /** Whether all of the map is to be looked at; says so once. */
  boolean takeAll() {
    return all.getAndSet(false);
  }

  Iterable<K> keys() {
    return keys.keySet();
  }

  /** Empty if somebody took it before. */
  Optional<Mark> take(K key) {
    return Optional.ofNullable(keys.remove(key));
  }
}
