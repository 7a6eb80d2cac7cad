package io.rejoin.simulator.fault;

import java.util.HashMap;
import java.util.Map;

/** How many faults of one kind hold each node: the first begins it, the last ends it. */
final class Holds {
  private final Map<Integer, Integer> counts = new HashMap<>();

  /** One more; whether it is the first. */
  boolean take(int node) {
    return counts.merge(node, 1, Integer::sum) == 1;
  }

  /** One less; whether it was the last. */
  boolean release(int node) {
    int left = counts.merge(node, -1, Integer::sum);
    if (left < 0) {
      throw new IllegalStateException("node " + node + " is not held");
    }
    return left == 0;
  }
}
