package io.rejoin.hazelcast.federation;

import io.rejoin.crdt.causal.Dot;
import java.time.Instant;
import java.util.List;

/**
 * What sites wrote without having seen each other.
 *
 * @param key of the entry
 * @param shown the value that all clusters have, the latest
 * @param others those that were written beside it, the latest first
 * @param <K> the class of the keys
 * @param <V> the class of the values
 */
public record Conflict<K, V>(K key, Written<V> shown, List<Written<V>> others) {
  public Conflict {
    others = List.copyOf(others);
  }

  /**
   * A value, when it was written, and the name of that write in the grid.
   *
   * @param time 1970 if nobody knows
   */
  public record Written<V>(V value, Instant time, Dot dot) {}
}
