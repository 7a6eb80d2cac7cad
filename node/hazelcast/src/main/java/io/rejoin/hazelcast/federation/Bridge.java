package io.rejoin.hazelcast.federation;

import com.hazelcast.query.Predicate;
import java.util.Map;
import java.util.Set;

/**
 * Brings entries of a map and of the grid together.
 *
 * @param <K> the class of the keys
 */
interface Bridge<K> extends AutoCloseable {

  /** The keys with anything in this cluster of which a predicate holds, such as of a partition. */
  Set<K> keys(Predicate<K, Object> which);

  /** Makes entries of the map and the grid agree, each for a reason; what has to wait goes back. */
  void agree(Map<K, Mark> some, Dirty<K> dirty);

  @Override
  void close();
}
