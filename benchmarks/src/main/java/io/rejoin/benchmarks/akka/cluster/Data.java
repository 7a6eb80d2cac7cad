package io.rejoin.benchmarks.akka.cluster;

import java.util.List;

/**
 * The data at one node. Updates act on what is here and may still be under way when they return;
 * so many as the engine's users would let be.
 */
public interface Data {
  void increment(String counter) throws Exception;

  void add(String set, String element) throws Exception;

  void put(String map, String field, String value) throws Exception;

  void set(String register, String value) throws Exception;

  /** Waits until every update has been answered. */
  void settle() throws Exception;

  /** What a counter shows here. */
  long count(String counter) throws Exception;

  /** What a register shows here. */
  String text(String register) throws Exception;

  /** How many entries are here. */
  long entries() throws Exception;

  /** How many other nodes this one exchanges data with. */
  int peers() throws Exception;

  /** Calls when a counter has changed here, whoever wrote it. */
  void onChange(String counter, Runnable changed);

  /**
   * Makes counters that each of the nodes has incremented once, called for each node.
   *
   * @param from number of the first
   * @param to number after the last
   */
  void fill(int from, int to, List<Data> nodes) throws Exception;

  /** The key of a counter that {@link #fill} makes. */
  static String key(int number) {
    return "count/" + number;
  }
}
