package io.rejoin.node.core.group;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.GroupId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nodes take part in which groups, as they said themselves. What a node said holds until it
 * says otherwise, as it holds its entries also while nobody reaches it.
 */
public final class HoldingTable {

  /** What one node said. */
  private static final class Told {
    private long view;
    private final SortedSet<GroupId> whole = new TreeSet<>();
    private final SortedSet<GroupId> part = new TreeSet<>();
  }

  private final SortedMap<NodeId, Told> nodes = new TreeMap<>();
  private final Map<GroupId, SortedSet<NodeId>> holders = new HashMap<>();

  /** Takes in what a node says, and gives the groups of which it says something new. */
  public SortedSet<GroupId> heard(NodeId node, Holdings said) {
    Told told = nodes.computeIfAbsent(node, any -> new Told());
    told.view = said.view();
    SortedSet<GroupId> changed = new TreeSet<>(said.ended());
    if (said.anew()) {
      changed.addAll(told.whole);
      changed.addAll(told.part);
      changed.removeAll(said.whole());
      changed.removeAll(said.part());
    }
    changed.forEach(group -> ended(node, told, group));
    said.whole().forEach(group -> {
      told.part.remove(group);
      if (told.whole.add(group)) {
        changed.add(group);
        holders.computeIfAbsent(group, any -> new TreeSet<>()).add(node);
      }
    });
    said.part().forEach(group -> {
      boolean wasWhole = told.whole.remove(group);
      if (told.part.add(group) || wasWhole) {
        changed.add(group);
        holders.computeIfAbsent(group, any -> new TreeSet<>()).add(node);
      }
    });
    return changed;
  }

  /** A node has shown that it takes part in a group; says whether that is news. */
  public boolean shown(NodeId node, GroupId group) {
    if (holders(group).contains(node)) {
      return false;
    }
    nodes.computeIfAbsent(node, any -> new Told()).part.add(group);
    return holders.computeIfAbsent(group, any -> new TreeSet<>()).add(node);
  }

  /** A node's link has ended: what it reckons by now is not known. */
  public void left(NodeId node) {
    Told told = nodes.get(node);
    if (told != null) {
      told.view = 0;
    }
  }

  private void ended(NodeId node, Told told, GroupId group) {
    told.whole.remove(group);
    told.part.remove(group);
    SortedSet<NodeId> left = holders.get(group);
    if (left != null) {
      left.remove(node);
      if (left.isEmpty()) {
        holders.remove(group);
      }
    }
  }

  /** Those that take part in a group. */
  public SortedSet<NodeId> holders(GroupId group) {
    return holders.getOrDefault(group, new TreeSet<>());
  }

  /** All groups in which any node takes part. */
  public Collection<GroupId> groups() {
    return new TreeSet<>(holders.keySet());
  }

  /** Whether a node said that it has had all that there was of a group. */
  public boolean isWhole(NodeId node, GroupId group) {
    Told told = nodes.get(node);
    return told != null && told.whole.contains(group);
  }

  /** By which view a node last said that it reckons; 0 if it said nothing. */
  public long view(NodeId node) {
    Told told = nodes.get(node);
    return told == null ? 0 : told.view;
  }
}
