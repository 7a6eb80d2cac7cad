package io.rejoin.simulator.measure;

import io.rejoin.crdt.EntryKey;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which running nodes hold an entry. Of one that every node has, all; of others those that own its
 * group by their own view, who must come to have all of it. Whoever else has some of it, a guest,
 * gives it to them and need not have the rest.
 */
public final class Holders {
  private Holders() {}

  /** Whether not every node has a copy. */
  public static boolean isPlaced(SimGrid grid, EntryKey key) {
    return !grid.placing().of(key).equals(GroupId.ALL);
  }

  /** The running nodes that are to have all of an entry. */
  public static List<SimNode> of(SimGrid grid, EntryKey key) {
    return grid.up().stream().filter(node -> isOne(grid, node, key)).toList();
  }

  /** Whether a running node is to have all of an entry. */
  public static boolean isOne(SimGrid grid, SimNode node, EntryKey key) {
    GroupId group = grid.placing().of(key);
    return node.core().ownership().isOwner(group);
  }

  /** The groups, but for that of all, in which any running node takes part. */
  public static SortedSet<GroupId> groups(SimGrid grid) {
    SortedSet<GroupId> groups = new TreeSet<>();
    grid.up().forEach(node -> groups.addAll(node.replicas().groups()));
    return groups;
  }

  /**
   * What is not at its owners, at all of them and nowhere else, whole and alike; for people. A
   * group of which an owner does not run cannot get there and is not looked at.
   */
  public static Optional<String> astray(SimGrid grid) {
    return grid.placing().isUsed()
        ? groups(grid).stream().flatMap(group -> astray(grid, group).stream()).findFirst()
        : Optional.empty();
  }

  private static Optional<String> astray(SimGrid grid, GroupId group) {
    List<SimNode> up = grid.up();
    Set<NodeId> running = up.stream().map(SimNode::id).collect(Collectors.toSet());
    List<SimNode> holders =
        up.stream().filter(node -> node.replicas().of(group).isPresent()).toList();
    Set<NodeId> ids = holders.stream().map(SimNode::id).collect(Collectors.toSet());
    for (SimNode node : up) {
      Set<NodeId> owners = new HashSet<>(node.core().ownership().of(group));
      if (!running.containsAll(owners)) {
        return Optional.empty();
      } else if (!owners.equals(ids)) {
        return Optional.of(group + " is at " + holders + " and not at its owners by " + node);
      } else if (owners.contains(node.id()) && !node.core().isWhole(group)) {
        return Optional.of(node + " does not have all of " + group);
      }
    }
    long roots = holders.stream()
        .map(node -> root(node.replicas().of(group).orElseThrow()))
        .distinct()
        .count();
    return roots > 1 ? Optional.of(holders + " differ in " + group) : Optional.empty();
  }

  private static Object root(Replica replica) {
    replica.fold();
    return replica.root();
  }
}
