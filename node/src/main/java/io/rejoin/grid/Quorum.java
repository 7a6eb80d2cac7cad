package io.rejoin.grid;

import io.rejoin.Confirmation;
import io.rejoin.Confirmation.Holder;
import io.rejoin.Level;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.NodeCore;
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
 * @param self this node, which always confirms
 * @param others whose word counts beside it, whatever the level
 */
public record Quorum(Level level, Holder self, List<Holder> others) {
  public Quorum {
    others = List.copyOf(others);
  }

  /**
   * Of the owners of an entry, as far as a node knows them: every member that neither left nor was
   * evicted, those too that it remembers from before its start and has not met since.
   */
  public static Quorum of(Level level, NodeCore core) {
    Roster roster = core.roster();
    List<Holder> others = new ArrayList<>();
    roster.members().stream()
        .filter(member -> Roster.counts(member) && !member.id().equals(roster.self()))
        .forEach(member -> others.add(holder(member)));
    roster.unmet().forEach(id -> others.add(new Holder(id, "node " + id, "")));
    return new Quorum(level, holder(roster.find(roster.self()).orElseThrow()), others);
  }

  private static Holder holder(Member member) {
    return new Holder(member.id(), member.name(), member.site());
  }

  /** How many nodes, or sites, the level needs. */
  public int required() {
    return switch (level.scope()) {
      case LOCAL, GRID, SITE, SITES -> level.copies();
      case MAJORITY -> (1 + others.size()) / 2 + 1;
      case ALL -> 1 + others.size();
    };
  }

  /** How many nodes, or sites, count when these nodes have confirmed. */
  public int count(Set<NodeId> confirmed) {
    Stream<Holder> nodes = Stream.concat(
        Stream.of(self), eligible().stream().filter(holder -> confirmed.contains(holder.node())));
    return (int)
        (level.scope() == Level.Scope.SITES
            ? nodes.map(Holder::site).distinct().count()
            : nodes.count());
  }

  /** Whether that is enough. */
  public boolean isReached(Set<NodeId> confirmed) {
    return count(confirmed) >= required();
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
    List<Holder> nodes = new ArrayList<>(List.of(self));
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
