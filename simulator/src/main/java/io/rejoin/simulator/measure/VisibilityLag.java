package io.rejoin.simulator.measure;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From an operation to the moment when every other node that ran then shows it or knows more. Of
 * the operations on one entry a few are followed at a time, so the cost stays small.
 */
public final class VisibilityLag implements Observer {
  private static final int PER_KEY = 8;
  private static final int MAX_FIGURES = 100_000;

  private final Map<EntryKey, List<Followed>> followed = new HashMap<>();
  private final List<Long> lags = new ArrayList<>();
  private @Nullable SimGrid here;

  private record Followed(Done done, BitSet lacking) {}

  @Override
  public void life(SimGrid grid, SimNode node) {
    here = grid;
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    here = grid;
    attempt.done().filter(done -> done.written().changed()).ifPresent(done -> follow(grid, done));
  }

  private void follow(SimGrid grid, Done done) {
    List<Followed> ofKey = followed.computeIfAbsent(done.deed().key(), any -> new ArrayList<>());
    if (ofKey.size() < PER_KEY && lags.size() < MAX_FIGURES) {
      BitSet lacking = new BitSet();
      Holders.of(grid, done.deed().key()).forEach(node -> lacking.set(node.number()));
      lacking.clear(done.node());
      if (!lacking.isEmpty()) {
        ofKey.add(new Followed(done, lacking));
      }
    }
  }

  @Override
  public void changed(SimNode node, Change change) {
    List<Followed> ofKey = followed.get(change.key());
    SimGrid grid = here;
    if (ofKey == null || grid == null) {
      return;
    }
    State after = change.after();
    for (Iterator<Followed> each = ofKey.iterator(); each.hasNext(); ) {
      Followed one = each.next();
      if (one.lacking().get(node.number())
          && node.hasSeen(change.key(), after, one.done().number())) {
        one.lacking().clear(node.number());
        if (one.lacking().isEmpty()) {
          lags.add(grid.world().now() - one.done().time());
          each.remove();
        }
      }
    }
  }

  /** In milliseconds: p50, p95, p99 and max, and how many operations were followed to the end. */
  public SortedMap<String, Long> figures() {
    SortedMap<String, Long> figures = new TreeMap<>();
    List<Long> sorted = new ArrayList<>(lags);
    Collections.sort(sorted);
    figures.put("lag-count", (long) sorted.size());
    if (!sorted.isEmpty()) {
      figures.put("lag-p50-ms", percentile(sorted, 50));
      figures.put("lag-p95-ms", percentile(sorted, 95));
      figures.put("lag-p99-ms", percentile(sorted, 99));
      figures.put("lag-max-ms", percentile(sorted, 100));
    }
    return figures;
  }

  private static long percentile(List<Long> sorted, int percent) {
    int at = (int) Math.min(sorted.size() - 1L, (long) sorted.size() * percent / 100);
    return sorted.get(at) / 1_000_000;
  }
}
