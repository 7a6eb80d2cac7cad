package io.rejoin.crdt;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.IntervalsBuilder;
import io.rejoin.crdt.causal.ReplicaId;

/**
 * The explicit part of a context in its normal form: the longest intervals of the whole context
 * that contain a dot which is not live. It depends on content and context alone, and never has more
 * intervals than what was seen.
 */
final class NormalForm {
  private NormalForm() {}

  static CausalContext of(CausalContext seen, DotMap<Item> live) {
    CausalContextBuilder normal = new CausalContextBuilder();
    for (ReplicaId run : seen.runs()) {
      Intervals ofRun = seen.numbers(run);
      normal.add(run, isNormal(ofRun, live, run) ? ofRun : of(ofRun, numbers(live, run)));
    }
    return normal.build();
  }

  /** The common case, found without building anything: all live dots inside, none alone. */
  private static boolean isNormal(Intervals seen, DotMap<Item> live, ReplicaId run) {
    int all = live.size(run);
    int inside = 0;
    for (int i = 0; i < seen.count() && inside < all; i++) {
      int here = count(live, run, seen.from(i), seen.to(i));
      if (here == seen.to(i) - seen.from(i) + 1) {
        return false;
      }
      inside += here;
    }
    return inside == all;
  }

  private static Intervals of(Intervals seen, Intervals alive) {
    Intervals known = seen.union(alive);
    IntervalsBuilder normal = new IntervalsBuilder();
    for (int i = 0; i < known.count(); i++) {
      if (!alive.contains(known.from(i), known.to(i))) {
        normal.add(known.from(i), known.to(i));
      }
    }
    return normal.build();
  }

  /** The numbers of a run's live dots. */
  static Intervals numbers(DotMap<Item> live, ReplicaId run) {
    IntervalsBuilder numbers = new IntervalsBuilder();
    live.forEach(
        run,
        1,
        Intervals.MAX_NUMBER,
        item -> numbers.add(item.dot().number(), item.dot().number()));
    return numbers.build();
  }

  /** How many live dots of a run are in {@code [from, to]}. */
  static int count(DotMap<Item> live, ReplicaId run, long from, long to) {
    int[] count = {0};
    live.forEach(run, from, to, item -> count[0]++);
    return count[0];
  }
}
