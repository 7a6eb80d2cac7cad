package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.Observer.Acknowledged;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.IntToLongFunction;

/**
 * What a node had answered to is there when it starts again: all of it after the end of a process,
 * all but what was written since the last sync after a loss of power. The same holds of whom a
 * client was told that he holds what it did at another node; and of a bucket with synced writes
 * nothing that a client was told of is gone, whatever the power does. A disk that is lost, replaced
 * by an old image or goes bad promises nothing of what it held.
 */
final class DurableAfterAck implements Check {
  /** Operations of a node that are looked at when it starts, the latest ones. */
  private static final int MOST = 2_000;

  private final Draft draft = new Draft(name());
  private final IntToLongFunction unsynced;
  private final Map<Integer, Life> lives = new HashMap<>();
  private final List<Acknowledged> told = new ArrayList<>();

  /** What befell a node; operations before {@code from} are promised no more. */
  private static final class Life {
    private long from;
    private long until = -1;
    private DiskFate fate = DiskFate.KEPT;

    /** A disk that is lost already does not get better by another crash. */
    void befalls(DiskFate disk) {
      boolean isWorse = until < 0 || disk.compareTo(fate) > 0;
      fate = isWorse ? disk : fate;
    }
  }

  /** With the time between two syncs of each node's disk, in nanoseconds. */
  DurableAfterAck(IntToLongFunction unsynced) {
    this.unsynced = unsynced;
  }

  @Override
  public String name() {
    return "durable-after-ack";
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    long now = grid.world().now();
    for (int node : nodes) {
      if (what instanceof Happening.Crash crash) {
        life(node).befalls(crash.disk());
      } else if (what instanceof Happening.OldImage) {
        life(node).befalls(DiskFate.LOST);
      } else if (what instanceof Happening.Corrupt) {
        life(node).from = now;
      }
    }
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    Life life = life(node.number());
    long now = grid.world().now();
    if (!node.isUp()) {
      life.until = now;
    } else if (life.until >= 0) {
      if (life.fate == DiskFate.LOST) {
        life.from = now;
      } else {
        boolean power = life.fate != DiskFate.KEPT;
        long safe = life.until - (power ? unsynced.applyAsLong(node.number()) : 0);
        look(grid, node, life.from, safe);
        lookAtTold(grid, node, life, safe);
        life.from = power ? Math.max(life.from, now) : life.from;
      }
      life.fate = DiskFate.KEPT;
      life.until = -1;
    }
  }

  private Life life(int node) {
    return lives.computeIfAbsent(node, any -> new Life());
  }

  private void look(SimGrid grid, SimNode node, long from, long until) {
    Map<EntryKey, CausalContext> contexts = new HashMap<>();
    List<Done> all = grid.journal().all();
    int looked = 0;
    for (int i = all.size() - 1; i >= 0 && looked < MOST && all.get(i).time() >= from; i--) {
      Done done = all.get(i);
      if (done.node() != node.number() || !done.written().changed() || done.time() > until) {
        continue;
      }
      looked++;
      CausalContext context = contexts.computeIfAbsent(done.deed().key(), node::seen);
      if (!context.contains(done.number()) && !isElsewhere(grid, done)) {
        String what = node + " came back without what it had answered to: " + done;
        draft.violation(Violation.of(grid, what).at(node).by(done));
      }
    }
    draft.looked(looked);
  }

  /** An entry that not every node has may have been given to others. */
  private static boolean isElsewhere(SimGrid grid, Done done) {
    return Holders.isPlaced(grid, done.deed().key()) && grid.journal().isDefinite(done);
  }

  @Override
  public void acknowledged(SimGrid grid, Acknowledged what) {
    told.add(what);
  }

  private void lookAtTold(SimGrid grid, SimNode node, Life life, long safe) {
    Map<EntryKey, CausalContext> contexts = new HashMap<>();
    int looked = 0;
    for (int i = told.size() - 1; i >= 0 && looked < MOST; i--) {
      Acknowledged what = told.get(i);
      EntryKey key = what.done().deed().key();
      boolean synced = grid.buckets().of(key).durability() == Durability.SYNC;
      boolean isPromised = what.holders().contains(node.number())
          && what.done().time() >= life.from
          && what.time() <= (synced ? life.until : safe);
      if (isPromised) {
        looked++;
        CausalContext context = contexts.computeIfAbsent(key, node::seen);
        if (!context.contains(what.done().number()) && !isElsewhere(grid, what.done())) {
          String lost = node + " came back without what it was said to hold: " + what.done();
          draft.violation(Violation.of(grid, lost).at(node).by(what.done()));
        }
      }
    }
    draft.looked(looked);
  }

  @Override
  public Finding conclude(SimGrid grid) {
    return draft.finding();
  }
}
