package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What has changed in the federated maps of a member, from its start on: also before anybody looks
 * at it. Thread-safe.
 */
final class Marks {
  private static final String KEY = "io.rejoin.hazelcast.federation.marks";

  private final Map<String, Dirty<Object>> maps = new ConcurrentHashMap<>();
  private volatile Runnable wake = () -> {};
  private volatile BooleanSupplier gate = Marks::always;
  private volatile boolean isKeeping;

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

  /** Whether those made from now on are to keep what a write has made of the entry. */
  void keep(boolean values) {
    isKeeping = values;
  }

  boolean isKeeping() {
    return isKeeping;
  }

  /** Nobody may write here until then. */
  void shut(BooleanSupplier until) {
    gate = until;
  }

  /** They may again. */
  void open() {
    gate = Marks::always;
  }

  private static boolean always() {
    return true;
  }

  /**
   * Before a write.
   *
   * @throws RetryableHazelcastException if nobody may now: Hazelcast tries it again
   */
  void pass() {
    if (!gate.getAsBoolean()) {
      throw new RetryableHazelcastException("this member merges into another cluster");
    }
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

    /** Whether there are any that have not been looked at. */
    boolean isAnyNew() {
      return !now.isEmpty();
    }

    /** So many of those that were taken have been looked at. */
    void looked(int count) {
      taken.addAndGet(-count);
    }

    /** Takes some of these out. */
    Map<K, Mark> take(int most, Predicate<Mark> these) {
      Map<K, Mark> some = new HashMap<>();
      Iterator<Map.Entry<K, Mark>> marked = now.entrySet().iterator();
      while (some.size() < most && marked.hasNext()) {
        Map.Entry<K, Mark> each = marked.next();
        if (these.test(each.getValue())) {
          some.put(each.getKey(), take(each.getKey()));
        }
      }
      return some;
    }
  }
}
