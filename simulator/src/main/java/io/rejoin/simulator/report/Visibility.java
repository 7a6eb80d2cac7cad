package io.rejoin.simulator.report;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.report.Recording.Lags;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For each operation on an entry that every node has a copy of, which nodes have heard of it, until
 * all that run have. A node that is down keeps what it knew until it starts and shows what is left
 * of it.
 */
final class Visibility {
  /** Operations that are followed at a time. */
  static final int MOST = 65_536;

  private final Map<EntryKey, Map<Dot, Pending>> pending = new LinkedHashMap<>();
  private final BitSet up = new BitSet();
  private final LagHistogram lags = new LagHistogram();
  private int count;
  private long serial;
  private long unfollowed;
  private long mark;
  private long beforeMark;
  private Seen seen = new Seen(0, 0, 0);

  private record Pending(Dot dot, EntryKey key, long time, long serial, BitSet known) {}

  /** Operations that became known everywhere, and how long that took. */
  record Seen(long count, long lagSum, long lagMost) {
    Seen and(long lag) {
      return new Seen(count + 1, lagSum + lag, Math.max(lagMost, lag));
    }
  }

  void wrote(Done done) {
    if (!done.written().changed()) {
      return;
    }
    if (count >= MOST) {
      unfollowed++;
      return;
    }
    Pending each =
        new Pending(done.number(), done.deed().key(), done.time(), serial++, new BitSet());
    pending.computeIfAbsent(each.key, any -> new LinkedHashMap<>()).put(each.dot, each);
    count++;
    learned(done.node(), each, done.time());
  }

  /** What a node did itself is told by {@link #wrote}. */
  void learned(int node, Change change, long now) {
    if (change.local()) {
      return;
    }
    for (Pending each : List.copyOf(pending.getOrDefault(change.key(), Map.of()).values())) {
      if (!each.known.get(node) && change.after().knows(each.dot)) {
        learned(node, each, now);
      }
    }
  }

  private void learned(int node, Pending each, long now) {
    each.known.set(node);
    if (isEverywhere(each)) {
      finished(each, now);
    }
  }

  /** A process began or ended. */
  void life(SimNode node, long now) {
    up.set(node.number(), node.isUp());
    List<Pending> all =
        pending.values().stream().flatMap(each -> each.values().stream()).toList();
    for (Pending each : all) {
      if (node.isUp()) {
        each.known.set(node.number(), node.hasSeen(each.key, node.state(each.key), each.dot));
      }
      if (each.known.isEmpty()) {
        drop(each);
      } else if (isEverywhere(each)) {
        finished(each, now);
      }
    }
  }

  private boolean isEverywhere(Pending each) {
    if (each.known.cardinality() < up.cardinality()) {
      return false;
    }
    BitSet missing = (BitSet) up.clone();
    missing.andNot(each.known);
    return missing.isEmpty();
  }

  private void finished(Pending each, long now) {
    drop(each);
    lags.add(now - each.time);
    seen = seen.and(now - each.time);
  }

  private void drop(Pending each) {
    pending.getOrDefault(each.key, Map.of()).remove(each.dot);
    count--;
    beforeMark -= each.serial < mark ? 1 : 0;
  }

  /** From now on it counts until all that was done before is everywhere. */
  void mark() {
    mark = serial;
    beforeMark = count;
  }

  /** Operations from before the mark that are not everywhere yet. */
  long beforeMark() {
    return beforeMark;
  }

  long pending() {
    return count;
  }

  /** Those seen since this was last asked. */
  Seen takeSeen() {
    Seen taken = seen;
    seen = new Seen(0, 0, 0);
    return taken;
  }

  /** Operations that were too many to follow. */
  long unfollowed() {
    return unfollowed;
  }

  Lags lags() {
    return lags.lags(count);
  }
}
