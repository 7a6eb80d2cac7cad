package io.rejoin.benchmarks.hazelcast.cluster;

import java.util.Optional;

/**
 * The data at one node. What an engine does not have is refused. A write returns when the engine
 * has acknowledged it.
 */
public interface Data extends AutoCloseable {
  /** Where others reach this node. */
  String address();

  /** How many other nodes this one exchanges data with. */
  int peers();

  /** A counter, kept by who uses it often. */
  default Tally counter(String name) {
    throw new UnsupportedOperationException("no counters");
  }

  default void put(String key, String value) {
    throw new UnsupportedOperationException("no entries");
  }

  /** What an entry shows here. */
  default Optional<String> get(String key) {
    throw new UnsupportedOperationException("no entries");
  }

  /** How many entries show here. */
  default long entries() {
    throw new UnsupportedOperationException("no entries");
  }

  /** How many writes this node still has to pass on to other sites. */
  default long waiting() {
    return 0;
  }

  @Override
  void close();
}
