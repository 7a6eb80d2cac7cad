package io.rejoin.hazelcast.federation;

import com.hazelcast.core.HazelcastInstance;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What has changed in the federated maps of a member, from its start on: also before anybody looks
 * at it. Thread-safe.
 */
final class Marks {
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

  /** How many keys there are, about. */
  int size() {
    return maps.values().stream().mapToInt(Dirty::size).sum();
  }
}
