package io.rejoin.node.core.group;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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
  private final Wholes wholes;
  private final Set<GroupId> held = new TreeSet<>();
  private final Set<GroupId> shown = ConcurrentHashMap.newKeySet();
  private final Set<GroupId> empty = ConcurrentHashMap.newKeySet();
  private final Set<NodeId> known = new TreeSet<>(); // when groups were found to be empty
  private final Floors floors = new Floors();
  private final Visits visits = new Visits();
  private long lastView;
  private long calmView;

  /** What this asks of its node; {@code wholes} as of when it last ran. */
  public record Node(
      Placing placing, HoldingTable holdings, Roster roster, Ways ways, Wholes wholes) {}

  public Reach(Node node, Ownership ownership) {
    placing = node.placing();
    this.ownership = ownership;
    holdings = node.holdings();
    roster = node.roster();
    ways = node.ways();
    wholes = node.wholes();
    empty.addAll(wholes.all());
    known.addAll(ownership.nodes());
  }

  /** Whether this node can say what there is of a group; any thread may ask. */
  public boolean shows(GroupId group) {
    return group.equals(GroupId.ALL) || shown.contains(group) || empty.contains(group);
  }

  /** Whether this node knows that there is nothing of a group. */
  public boolean isEmpty(GroupId group) {
    return empty.contains(group);
  }

  /**
   * Whether there was nothing of a group, which the node begins to take part in: then it has all
   * that there is. Whoever came since may have brought some.
   */
  public boolean wasEmpty(GroupId group) {
    return empty.contains(group) && known.containsAll(holdings.holders(group));
  }

  /** The node takes part in a group; can it show it? */
  public void has(GroupId group, boolean whole) {
    held.add(group);
    if (whole && ownership.isOwner(group)) {
      shown.add(group);
      floors.drop(group);
    } else {
      shown.remove(group);
    }
    empty.remove(group);
    wholes.set(group, whole);
  }

  /** The node takes part in a group no longer. */
  public void gaveUp(GroupId group) {
    wholes.set(group, false);
    held.remove(group);
    shown.remove(group);
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

  /**
   * Whether all members are reached, and know the same owners as this node. One that is to find
   * others and has not, or is linked to somebody of whom it has no row yet, does not know who they
   * are.
   */
  public boolean isCalm() {
    return roster.isComplete()
        && ways.reached().stream().allMatch(node -> roster.find(node).isPresent())
        && roster.members().stream()
            .filter(member -> Roster.counts(member) && !member.id().equals(roster.self()))
            .allMatch(member ->
                ways.isReached(member.id()) && holdings.view(member.id()) == ownership.view());
  }

  /** Whether this node owns a group of which nobody has had all that there was. */
  public boolean isNobodyWhole(GroupId group) {
    return ownership.isOwner(group)
        && isCalm()
        && holdings.holders(group).stream()
            .filter(node -> roster.find(node).map(Roster::counts).orElse(true))
            .noneMatch(node -> holdings.isWhole(node, group));
  }

  /** Time passes. */
  public void tick(long now) {
    visits.tick(now);
    if (lastView != ownership.view()) {
      lastView = ownership.view();
      List<GroupId> given =
          empty.stream().filter(group -> !ownership.isOwner(group)).toList();
      given.forEach(group -> {
        empty.remove(group);
        wholes.set(group, false);
      });
    }
    if (calmView != lastView && isCalm()) {
      calmView = lastView;
      known.clear();
      roster.members().forEach(member -> known.add(member.id()));
      for (int number = 1; number <= placing.count(); number++) {
        look(new GroupId(number));
      }
    }
    wholes.save();
  }

  private void look(GroupId group) {
    boolean isHeld = held.contains(group) || !holdings.holders(group).isEmpty();
    if (!isHeld && ownership.isOwner(group)) {
      empty.add(group);
      wholes.set(group, true);
    }
  }

  /** The groups that are asked for here. */
  public Visits visits() {
    return visits;
  }

  /**
   * Reached members that can show a group, if anybody can; owners that may know it to be empty.
   * Others will be reached soon, if they are there.
   */
  public List<NodeId> witnesses(GroupId group) {
    visits.visit(group);
    return ways.reached().stream().filter(node -> isWitness(node, group)).toList();
  }

  /** Whether a member, if it answers, can show the group. */
  public boolean isWitness(NodeId node, GroupId group) {
    return group.equals(GroupId.ALL)
        || (ownership.owns(node, group)
            && (holdings.isWhole(node, group) || !holdings.holders(group).contains(node)));
  }

  /** Whether any member that is reached, or will be, might have something of a group. */
  public boolean isWithin(GroupId group) {
    return group.equals(GroupId.ALL)
        || Stream.concat(ownership.of(group).stream(), holdings.holders(group).stream())
            .anyMatch(node -> ways.isReached(node) || isToBeReached(node));
  }

  /** Whether there is no link to a member because none is needed, rather than because of a cut. */
  private boolean isToBeReached(NodeId node) {
    Optional<Member> row = roster.find(node).filter(member -> member.status().isPresent());
    boolean neitherIsDialled = row.filter(member -> member.address().isEmpty()).isPresent()
        && roster.find(roster.self()).filter(own -> own.address().isEmpty()).isPresent();
    return !node.equals(roster.self())
        && row.isPresent()
        && (roster.isSparse() || neitherIsDialled);
  }
}
