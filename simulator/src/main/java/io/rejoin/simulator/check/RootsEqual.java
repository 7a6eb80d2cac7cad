package io.rejoin.simulator.check;

import io.rejoin.antientropy.NodeDigest;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;

/**
 * At the end all nodes hold the same: equal live content entry by entry, equal roots, and the root
 * that a node kept up with every change is the one that its states give when digested anew. In a
 * large grid this last is done for some of the nodes.
 */
public final class RootsEqual implements Check {
  /** Entries that are digested anew in one run, about. */
  private static final long ANEW = 50_000;

  @Override
  public String name() {
    return "roots-equal";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    Draft draft = new Draft(name());
    List<SimNode> up = grid.up();
    if (up.isEmpty()) {
      return draft.finding();
    }
    SimNode first = up.get(0);
    NodeDigest root = root(first);
    SortedSet<EntryKey> keys = Checks.keys(grid);
    long anew = Math.max(1, ANEW / Math.max(1, root.count()));
    for (SimNode node : up) {
      keys.forEach(key -> compare(grid, first, node, key, draft));
      if (!root(node).equals(root)) {
        draft.violation(
            Violation.of(grid, node + " has another root than " + first).at(node));
      }
      if (anew-- > 0 && !root(node).equals(anew(grid, node))) {
        draft.violation(
            Violation.of(grid, node + " has another root than its states").at(node));
      }
    }
    draft.looked(up.size() > 1 ? root.count() : 0);
    return draft.finding();
  }

  /** The root that a node's states give in a replica that was empty. */
  private static NodeDigest anew(SimGrid grid, SimNode node) {
    Replica anew = new Replica(
        grid.identity(),
        new ReplicaId(0),
        ReplicaLimits.STANDARD,
        new Replica.Ports(
            new HybridClock(InstantSource.fixed(Instant.EPOCH), Duration.ZERO),
            new MemoryStore(),
            Runnable::run,
            Notices.none()));
    Replica now = node.replica();
    now.keys(key -> true).forEach(key -> anew.join(key, now.state(key)));
    anew.fold();
    return anew.root();
  }

  private static void compare(
      SimGrid grid, SimNode first, SimNode node, EntryKey key, Draft draft) {
    if (node != first
        && !isSameContent(first.replica().state(key), node.replica().state(key))) {
      String what = node + " and " + first + " differ in " + key.key().utf8();
      draft.violation(Violation.of(grid, what).at(node).in(key));
    }
  }

  private static boolean isSameContent(State one, State other) {
    Iterator<Item> left = one.items().iterator();
    Iterator<Item> right = other.items().iterator();
    while (left.hasNext() && right.hasNext()) {
      if (!left.next().equals(right.next())) {
        return false;
      }
    }
    return left.hasNext() == right.hasNext();
  }

  /** Whether all running nodes have the same root now. */
  public static boolean holds(SimGrid grid) {
    List<SimNode> up = grid.up();
    return up.isEmpty() || up.stream().map(RootsEqual::root).allMatch(root(up.get(0))::equals);
  }

  private static NodeDigest root(SimNode node) {
    node.replica().fold();
    return node.replica().root();
  }
}
