package io.rejoin.hazelcast.federation;

import java.util.Map;
import java.util.Set;

/**
 * Brings entries of a map and of the grid together.
 *
 * @param <K> the class of the keys
 */
interface Bridge<K> {

  /** The keys in a partition with anything in this cluster. */
  Set<K> keys(int partition);

  /**
   * Makes entries of the map and the grid agree, each for a reason; what has to wait goes back.
   *
   * @return those that were refused, with what was wrong; all others are done, or wait
   */
  Map<K, Exception> agree(Map<K, Mark> some, Dirty<K> dirty);
}
