package io.rejoin.simulator.check;

import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.membership.NodeId;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Whoever says that it has applied an operation has: what the operation wrote is there unless it was
 * removed since, and what it removed is not. Levels, forgetting and sessions rest on this. And whom
 * a node believes to have applied an operation has applied it, which is what a level promises.
 */
final class ClocksSound implements Check {
  private static final int LATEST = 40;

  private final List<String> violations = new ArrayList<>();
  private long evidence;

  @Override
  public String name() {
    return "clocks-sound";
  }

  @Override
  public void sample(SimGrid grid) {
    List<Done> all = grid.journal().all();
    for (SimNode node : grid.up()) {
      Clock clock = node.replica().clock();
      for (Done done : all) {
        if (done.written().changed() && covers(clock, done)) {
          evidence++;
          look(grid, node, done);
        }
      }
    }
    for (Done done : all.subList(Math.max(0, all.size() - LATEST), all.size())) {
      if (done.written().changed()) {
        beliefs(grid, done);
      }
    }
  }

  @Override
  public Finding conclude(SimGrid grid) {
    sample(grid);
    return Finding.of(this, evidence, violations);
  }

  private void look(SimGrid grid, SimNode node, Done done) {
    State state = node.replica().state(done.deed().key());
    CausalContext live = state.live();
    CausalContext context = state.context();
    for (Dot dot : done.written().written()) {
      boolean removed = !grid.journal().removersOf(dot).isEmpty();
      if (!live.contains(dot) && !(removed && context.contains(dot))) {
        violations.add(node + " has applied but does not show " + dot + " of " + done);
      }
    }
    for (Dot dot : done.written().removed()) {
      if (live.contains(dot)) {
        violations.add(node + " has applied but still shows " + dot + ", removed by " + done);
      }
    }
  }

  private void beliefs(SimGrid grid, Done done) {
    for (SimNode node : grid.up()) {
      SortedSet<NodeId> believed =
          node.core().confirmedBy(done.written().run(), done.written().number());
      for (SimNode other : grid.up()) {
        boolean undisturbed = other.disturbedAt() < done.time();
        if (undisturbed && believed.contains(other.id()) && !SimGrid.knows(other, done)) {
          violations.add(node + " takes for applied at " + other + " what is not: " + done);
        }
      }
    }
  }

  private static boolean covers(Clock clock, Done done) {
    return clock.covers(done.written().run(), done.written().number());
  }
}
