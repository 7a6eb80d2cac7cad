package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.Replica;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.HashSet;
import java.util.Set;

/**
 * At the end nothing is left of what was removed: no context knows a dot that is not live, no
 * removal waits to be told, no entry is there that holds nothing, in memory or on disk. Unless a
 * node says that it waits for one that is away.
 */
public final class Forgets implements Check {
  @Override
  public String name() {
    return "forgets";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    Draft draft = new Draft(name());
    if (waits(grid)) {
      return draft.finding();
    }
    draft.looked(grid.journal().changing().stream()
        .mapToLong(done -> done.written().removed().size())
        .sum());
    for (SimNode node : grid.up()) {
      look(grid, node, draft);
    }
    return draft.finding();
  }

  /** Somebody is waited for who is away, or took leave when nobody heard it who still is here. */
  private static boolean waits(SimGrid grid) {
    Set<NodeId> away = new HashSet<>();
    for (SimNode node : grid.nodes()) {
      if (!node.isServing()) {
        away.add(node.id());
      }
    }
    return grid.up().stream()
        .flatMap(node -> node.core().status().forgetting().heldBackBy().stream())
        .anyMatch(away::contains);
  }

  /** Whether nothing is left now, as far as one can tell. */
  public static boolean holds(SimGrid grid) {
    return new Forgets().conclude(grid).verdict() != Verdict.VIOLATION;
  }

  /**
   * Dots that a state knows of and does not show. Where states are read from the disk again, a few
   * that are forgotten may come with them: records are not written anew for so little.
   */
  private static CausalContext notForgotten(SimNode node, EntryKey key, State state) {
    CausalContext dead = state.context().minus(state.live());
    return node.isSmall() && state.size() > 0 ? dead.minus(node.forgotten(key).operations()) : dead;
  }

  private static void look(SimGrid grid, SimNode node, Draft draft) {
    int removals =
        node.replicas().held().stream().mapToInt(Replica::removalCount).sum();
    if (removals > 0) {
      String what = node + " still remembers " + removals + " removals";
      draft.violation(Violation.of(grid, what).at(node));
    }
    for (EntryKey key : Checks.keys(grid)) {
      State state = node.state(key);
      CausalContext dead = notForgotten(node, key, state);
      if (!dead.isEmpty()) {
        String what = node + " still knows of " + dead + " in " + key.key().utf8();
        draft.violation(Violation.of(grid, what).at(node).in(key));
      } else if (state.isEmpty() && node.disk().read(key).isPresent()) {
        String what = node + " still stores the empty entry " + key.key().utf8();
        draft.violation(Violation.of(grid, what).at(node).in(key));
      }
    }
  }
}
