package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States only grow, and to join them is commutative, associative and idempotent (Shapiro, Preguica,
 * Baquero, Zawirski, "Conflict-free replicated data types", SSS 2011). Looked at are a share of all
 * changes, and now and then the states of one entry at three nodes.
 */
final class LatticeLaws implements Check {
  private static final int SHARE = 31;
  private static final int MAX_ITEMS = 500;

  private final Draft draft = new Draft(name());
  private @Nullable SimGrid here;
  private int changes;
  private int samples;

  @Override
  public String name() {
    return "lattice-laws";
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    here = grid;
  }

  @Override
  public void changed(SimNode node, Change change) {
    SimGrid grid = here;
    if (grid == null || changes++ % SHARE != 0 || change.after().size() > MAX_ITEMS) {
      return;
    }
    State before = change.before();
    State after = change.after();
    if (!after.context().covers(before.live())) {
      return; // it shed what had been removed while it was away, which is no join
    }
    long now = grid.world().now();
    must(holds(grid, before, after, after), now, node, change.key(), "old below new");
    must(holds(grid, after, before, after), now, node, change.key(), "new above old");
    must(holds(grid, after, after, after), now, node, change.key(), "idempotence");
  }

  private static boolean holds(SimGrid grid, State left, State right, State expected) {
    return grid.variation().join(left, right).equals(expected);
  }

  @Override
  public void sample(SimGrid grid) {
    List<SimNode> up = grid.up();
    List<EntryKey> keys = List.copyOf(grid.journal().byKey().keySet());
    if (keys.isEmpty() || up.isEmpty()) {
      return;
    }
    int n = samples++;
    EntryKey key = keys.get(n % keys.size());
    SimNode node = up.get(n % up.size());
    State one = node.state(key);
    State two = up.get((n + 1) % up.size()).state(key);
    State three = up.get((n + 2) % up.size()).state(key);
    if (Math.max(one.size(), Math.max(two.size(), three.size())) <= MAX_ITEMS) {
      State both = grid.variation().join(one, two);
      long now = grid.world().now();
      must(holds(grid, two, one, both), now, node, key, "commutativity");
      must(holds(grid, both, one, both), now, node, key, "that a join is above what was joined");
      State others = grid.variation().join(two, three);
      must(
          holds(grid, both, three, grid.variation().join(one, others)),
          now,
          node,
          key,
          "associativity");
    }
  }

  private void must(boolean holds, long time, SimNode node, EntryKey key, String law) {
    draft.looked(1);
    if (!holds) {
      String what = "a join of " + key.key().utf8() + " at " + node + " lacks " + law;
      draft.violation(Violation.at(time, what).at(node).in(key));
    }
  }

  @Override
  public Finding conclude(SimGrid grid) {
    return draft.finding();
  }
}
