package io.rejoin.simulator.check;

import io.rejoin.antientropy.NodeDigest;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

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
    keys.forEach(key -> compare(grid, Holders.of(grid, key), key, draft));
    Holders.astray(grid).ifPresent(what -> draft.violation(Violation.of(grid, what)));
    for (SimNode node : up) {
      if (!root(node).equals(root)) {
        draft.violation(
            Violation.of(grid, node + " has another root than " + first).at(node));
      }
      if (anew-- > 0 && !roots(node.replicas()).equals(roots(anew(grid, node)))) {
        draft.violation(
            Violation.of(grid, node + " has another root than its states").at(node));
      }
    }
    long placed = keys.stream().filter(key -> Holders.isPlaced(grid, key)).count();
    draft.looked(up.size() > 1 ? root.count() + placed : 0);
    return draft.finding();
  }

  /** What a node's states give in replicas that were empty. */
  private static Replicas anew(SimGrid grid, SimNode node) {
    Replicas anew = new Replicas(
        grid.identity(),
        new ReplicaId(0),
        ReplicaLimits.STANDARD.withBuckets(grid.buckets()),
        new Replica.Ports(
            new HybridClock(InstantSource.fixed(Instant.EPOCH), Duration.ZERO),
            new MemoryStore(),
            Runnable::run,
            Notices.none()));
    node.replicas().keys(key -> true).forEach(key -> anew.joining(key).join(key, node.state(key)));
    return anew;
  }

  /** By group; those that hold nothing are left out. */
  private static SortedMap<GroupId, NodeDigest> roots(Replicas replicas) {
    SortedMap<GroupId, NodeDigest> roots = new TreeMap<>();
    List<GroupId> groups = new ArrayList<>(replicas.groups());
    groups.add(GroupId.ALL);
    for (GroupId group : groups) {
      replicas.of(group).ifPresent(replica -> {
        replica.fold();
        roots.put(group, replica.root());
      });
    }
    roots.values().removeIf(root -> root.count() == 0);
    return roots;
  }

  private static void compare(SimGrid grid, List<SimNode> holders, EntryKey key, Draft draft) {
    for (SimNode node : holders) {
      SimNode first = holders.get(0);
      if (node != first && !isSameContent(first.state(key), node.state(key))) {
        String what = node + " and " + first + " differ in " + key.key().utf8();
        draft.violation(Violation.of(grid, what).at(node).in(key));
      }
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

  /** Whether all running nodes have the same roots now, and entries are at their owners alone. */
  public static boolean holds(SimGrid grid) {
    List<SimNode> up = grid.up();
    return up.isEmpty()
        || (up.stream().map(RootsEqual::root).allMatch(root(up.get(0))::equals)
            && Holders.astray(grid).isEmpty());
  }

  private static NodeDigest root(SimNode node) {
    node.replica().fold();
    return node.replica().root();
  }
}
