package io.rejoin.node.core.partner;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.HoldingTable;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When an owner in a large grid has all that there is of a group because nobody has had more. In a
 * small one it asks all members (see {@code Reach}). Here not all are reached, and somebody is
 * always away: it asks the owners, and those who would be owners if it were not there, which held
 * the group before it came. That has to stay so for {@link #TRIAL}: whoever else holds some of the
 * group finds its owners by then.
 */
final class Wholeness {
  /** So long an owner in a large grid waits for those who know more. */
  static final Duration TRIAL = Duration.ofSeconds(30);

  private final Roster roster;
  private final Ways ways;
  private final Ownership ownership;
  private final HoldingTable holdings;
  private final Map<GroupId, Trial> trials = new HashMap<>();

  private record Trial(NavigableSet<NodeId> asked, long since) {}

  /** Of one node, by what it knows of the others. */
  public Wholeness(Roster roster, Ways ways, Ownership ownership, HoldingTable holdings) {
    this.roster = roster;
    this.ways = ways;
    this.ownership = ownership;
    this.holdings = holdings;
  }

  /** Whom an owner asks. */
  public NavigableSet<NodeId> asked(GroupId group) {
    NavigableSet<NodeId> asked = new TreeSet<>(ownership.of(group));
    asked.addAll(ownership.without(roster.self(), group));
    if (!roster.isSparse()) {
      roster.members().stream().filter(Roster::counts).map(Member::id).forEach(asked::add);
    }
    asked.remove(roster.self());
    return asked;
  }

  /** Whether nobody has had all that there was of a group. */
  public boolean isNobodys(GroupId group, long now) {
    if (!roster.isSparse() || !ownership.isOwner(group)) {
      trials.remove(group);
      return false;
    }
    NavigableSet<NodeId> asked = asked(group);
    boolean nobody = asked.stream().allMatch(member -> saysNo(member, group))
        && holdings.holders(group).stream().noneMatch(holder -> holdings.isWhole(holder, group));
    if (!nobody) {
      trials.remove(group);
      return false;
    }
    Trial trial = trials.merge(
        group,
        new Trial(asked, now),
        (old, young) -> old.asked().equals(young.asked()) ? old : young);
    return now - trial.since() >= TRIAL.toNanos()
        && asked.stream().allMatch(member -> holdings.view(member) == ownership.view());
  }

  private boolean saysNo(NodeId member, GroupId group) {
    return ways.isReached(member) && !holdings.isWhole(member, group);
  }
}
