package io.rejoin.benchmarks.hazelcast.cluster;

/** A counter at one node. */
public interface Tally {
  /** Returns when the engine has acknowledged it. */
  void increment();

  /** What it shows here. */
  long value();
}
