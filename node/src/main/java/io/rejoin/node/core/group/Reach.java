package io.rejoin.node.core.group;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which groups this node can show by itself, and who can show the others. An owner shows what it
 * has once it has had all that there was; before that, and at other nodes, an entry is asked for.
 *
 * <p>Most groups have no entry, and no node takes part in them. That there is nothing is known to
 * an owner that has seen, at one time, all members agree upon the owners and nobody take part; it
 * hears of the first who does. For the core's thread, except for {@link #shows}.
 */
public final class Reach {
  private final Placing placing;
  private final Ownership ownership;
  private final HoldingTable holdings;
  private final Roster roster;
  private final Ways ways;
  private final Set<GroupId> held = new TreeSet<>();
  private final Set<GroupId> shown = ConcurrentHashMap.newKeySet();
  private final Set<GroupId> empty = ConcurrentHashMap.newKeySet();
  private final Floors floors = new Floors();
  private long lastView;
  private long calmView;

  public Reach(
      Placing placing, Ownership ownership, HoldingTable holdings, Roster roster, Ways ways) {
    this.placing = placing;
    this.ownership = ownership;
    this.holdings = holdings;
    this.roster = roster;
    this.ways = ways;
  }

  /** Whether this node can say what there is of a group; any thread may ask. */
  public boolean shows(GroupId group) {
    return group.equals(GroupId.ALL) || shown.contains(group) || empty.contains(group);
  }

  /** Whether this node knows that there is nothing of a group. */
  public boolean isEmpty(GroupId group) {
    return empty.contains(group);
  }

  /** The node takes part in a group; can it show it? */
  public void has(GroupId group, boolean whole) {
    held.add(group);
    if (whole && ownership.owns(roster.self(), group)) {
      shown.add(group);
      floors.drop(group);
    } else {
      shown.remove(group);
    }
    empty.remove(group);
  }

  /** The node takes part in a group no longer. */
  public void gaveUp(GroupId group) {
    held.remove(group);
    shown.remove(group);
  }

  /** Whether this node is to keep a group. */
  public boolean isOwner(GroupId group) {
    return group.equals(GroupId.ALL) || ownership.owns(roster.self(), group);
  }

  /**
   * A session has seen so much of a group that this node does not keep.
   *
   * @return the runs of which that cannot be remembered
   */
  public List<ReplicaId> raise(GroupId group, SortedMap<ReplicaId, Long> seen) {
    return floors.raise(group, seen) ? List.of() : List.copyOf(seen.keySet());
  }

  /** What an answer about a group must have, as sessions at this node have seen it. */
  public SortedMap<ReplicaId, Long> wanted(GroupId group) {
    return floors.of(group);
  }

  /** Whether all members are reached, and know the same owners as this node. */
  public boolean isCalm() {
    return roster.unmet().isEmpty()
        && roster.members().stream()
            .filter(member -> Roster.counts(member) && !member.id().equals(roster.self()))
            .allMatch(member ->
                ways.isReached(member.id()) && holdings.view(member.id()) == ownership.view());
  }

  /** Whether this node owns a group of which nobody has had all that there was. */
  public boolean isNobodyWhole(GroupId group) {
    return ownership.owns(roster.self(), group)
        && isCalm()
        && holdings.holders(group).stream()
            .filter(node -> roster.find(node).filter(Roster::counts).isPresent())
            .noneMatch(node -> holdings.isWhole(node, group));
  }

  /** Time passes. */
  public void tick() {
    if (lastView != ownership.view()) {
      lastView = ownership.view();
      empty.removeIf(group -> !ownership.owns(roster.self(), group));
    }
    if (calmView != lastView && isCalm()) {
      calmView = lastView;
      for (int number = 1; number <= placing.count(); number++) {
        look(new GroupId(number));
      }
    }
  }

  private void look(GroupId group) {
    boolean isHeld = held.contains(group) || !holdings.holders(group).isEmpty();
    if (!isHeld && ownership.owns(roster.self(), group)) {
      empty.add(group);
    }
  }

  /** Reached members that can show a group, if anybody can; owners that may know it to be empty. */
  public List<NodeId> witnesses(GroupId group) {
    return ways.reached().stream().filter(node -> isWitness(node, group)).toList();
  }

  /** Whether a member, if it answers, can show the group. */
  public boolean isWitness(NodeId node, GroupId group) {
    return group.equals(GroupId.ALL)
        || (ownership.owns(node, group)
            && (holdings.isWhole(node, group) || !holdings.holders(group).contains(node)));
  }

  /** Whether any member that is reached might have something of a group. */
  public boolean isWithin(GroupId group) {
    return group.equals(GroupId.ALL)
        || ways.reached().stream()
            .anyMatch(
                node -> ownership.owns(node, group) || holdings.holders(group).contains(node));
  }
}
