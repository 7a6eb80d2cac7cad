package io.rejoin.grid;

import io.rejoin.Confirmation;
import io.rejoin.Confirmation.Holder;
import io.rejoin.Level;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.roster.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who has to confirm for a level, and whether enough have: a pure function of whose word counts.
 *
 * @param self this node
 * @param counts whether it counts and confirms, as it does where it is to hold the entry
 * @param others whose word counts beside it, whatever the level
 */
public record Quorum(Level level, Holder self, boolean counts, List<Holder> others) {
  public Quorum {
    others = List.copyOf(others);
  }

  /**
   * Of those that are to hold a group, as far as a node knows them: its owners; of that of all
   * nodes every member that neither left nor was evicted, those too that the node remembers from
   * before its start and has not met since.
   */
  public static Quorum of(Level level, NodeCore core, GroupId group) {
    return group.equals(GroupId.ALL) ? ofAll(level, core) : ofOwners(level, core, group);
  }

  private static Quorum ofOwners(Level level, NodeCore core, GroupId group) {
    Roster roster = core.roster();
    List<NodeId> owners = core.ownership().of(group);
    List<Holder> others = owners.stream()
        .filter(owner -> !owner.equals(roster.self()))
        .map(owner -> roster.find(owner).map(Quorum::holder).orElse(unmet(owner)))
        .toList();
    return new Quorum(level, self(roster), owners.contains(roster.self()), others);
  }

  private static Quorum ofAll(Level level, NodeCore core) {
    Roster roster = core.roster();
    List<Holder> others = new ArrayList<>();
    roster.members().stream()
        .filter(member -> Roster.counts(member) && !member.id().equals(roster.self()))
        .forEach(member -> others.add(holder(member)));
    roster.unmet().forEach(id -> others.add(unmet(id)));
    return new Quorum(level, self(roster), true, others);
  }

  private static Holder self(Roster roster) {
    return holder(roster.find(roster.self()).orElseThrow());
  }

  private static Holder unmet(NodeId id) {
    return new Holder(id, "node " + id, "");
  }

  private static Holder holder(Member member) {
    return new Holder(member.id(), member.name(), member.site());
  }

  /** How many nodes, or sites, the level needs. */
  public int required() {
    return switch (level.scope()) {
      case LOCAL, GRID, SITE, SITES -> level.copies();
      case MAJORITY -> size() / 2 + 1;
      case ALL -> size();
    };
  }

  private int size() {
    return others.size() + (counts ? 1 : 0);
  }

  /** How many nodes, or sites, count when these nodes have confirmed. */
  public int count(Set<NodeId> confirmed) {
    Stream<Holder> nodes = Stream.concat(
        counts ? Stream.of(self) : Stream.empty(),
        eligible().stream().filter(holder -> confirmed.contains(holder.node())));
    return (int)
        (level.scope() == Level.Scope.SITES
            ? nodes.map(Holder::site).distinct().count()
            : nodes.count());
  }

  /** Whether that is enough. */
  public boolean isReached(Set<NodeId> confirmed) {
    return level.scope() == Level.Scope.LOCAL || count(confirmed) >= required();
  }

  /** The other nodes that can help to reach the level. */
  public List<Holder> eligible() {
    return switch (level.scope()) {
      case LOCAL -> List.of();
      case SITE ->
        others.stream().filter(holder -> holder.site().equals(self.site())).toList();
      default -> others;
    };
  }

  /** What is to be said when these nodes have confirmed, and others have been away for so long. */
  public Confirmation confirmation(
      Set<NodeId> confirmed, Function<NodeId, Optional<Duration>> away) {
    List<Holder> nodes = new ArrayList<>(counts ? List.of(self) : List.of());
    List<Confirmation.Missing> missing = new ArrayList<>();
    boolean reached = isReached(confirmed);
    for (Holder holder : eligible()) {
      if (confirmed.contains(holder.node())) {
        nodes.add(holder);
      } else if (!reached) {
        missing.add(new Confirmation.Missing(holder, away.apply(holder.node())));
      }
    }
    return new Confirmation(level, required(), count(confirmed), reached, nodes, missing);
  }
}
