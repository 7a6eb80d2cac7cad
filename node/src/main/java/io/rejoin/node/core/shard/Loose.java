package io.rejoin.node.core.shard;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items that came with a session which did not reach its end, that the store has no room for, or
 * that outlived a damage: they are here, but what else their operations did may not be, so no clock
 * vouches for them. Nobody must take them for lost. Thread-safe.
 */
final class Loose {
  /** By run, the intervals by their first number. */
  private final Map<ReplicaId, TreeMap<Long, Long>> runs = new TreeMap<>();

  synchronized void add(Dot dot) {
    add(dot.run(), dot.number(), dot.number());
  }

  private void add(ReplicaId run, long from, long to) {
    TreeMap<Long, Long> intervals = runs.computeIfAbsent(run, any -> new TreeMap<>());
    long first = from;
    long last = to;
    Map.Entry<Long, Long> below = intervals.floorEntry(from);
    if (below != null && below.getValue() >= from - 1) {
      first = below.getKey();
      last = Math.max(to, below.getValue());
    }
    Map.Entry<Long, Long> next = intervals.higherEntry(first);
    while (next != null && next.getKey() <= last + 1) {
      last = Math.max(last, next.getValue());
      intervals.remove(next.getKey());
      next = intervals.higherEntry(first);
    }
    intervals.put(first, last);
  }

  synchronized void addAll(CausalContext dots) {
    for (ReplicaId run : dots.runs()) {
      Intervals numbers = dots.numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        add(run, numbers.from(i), numbers.to(i));
      }
    }
  }

  synchronized boolean isEmpty() {
    return runs.isEmpty();
  }

  /** These are not here any more. Costs what they are, however many others there are. */
  synchronized void letGo(CausalContext dots) {
    for (ReplicaId run : dots.runs()) {
      Intervals numbers = dots.numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        letGo(run, numbers.from(i), numbers.to(i));
      }
    }
  }

  private void letGo(ReplicaId run, long from, long to) {
    TreeMap<Long, Long> intervals = runs.get(run);
    if (intervals == null) {
      return;
    }
    Map.Entry<Long, Long> touched = intervals.floorEntry(to);
    while (touched != null && touched.getValue() >= from) {
      intervals.remove(touched.getKey());
      if (touched.getValue() > to) {
        intervals.put(to + 1, touched.getValue());
      }
      if (touched.getKey() < from) {
        intervals.put(touched.getKey(), from - 1);
        break;
      }
      touched = intervals.floorEntry(to);
    }
    if (intervals.isEmpty()) {
      runs.remove(run);
    }
  }

  /** Those that a clock does not cover; the others are let go. */
  synchronized CausalContext beyond(Clock clock) {
    if (runs.isEmpty()) {
      return CausalContext.EMPTY;
    }
    CausalContextBuilder all = new CausalContextBuilder();
    runs.forEach((run, intervals) -> intervals.forEach((from, to) -> all.add(run, from, to)));
    CausalContext left = all.build().minus(clock.operations());
    runs.clear();
    addAll(left);
    return left;
  }
}
