package io.rejoin.node.core.partner;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Swim;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.group.Telling;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks to it that a node reaches those with whom it shares groups: an owner all who take part, a
 * guest the owners. In a large grid it is linked to them whatever the rings say; elsewhere to all
 * anyway. To those with whom there can be no link there are detours.
 */
public final class Partners {
  /** Links beyond those of the rings that a node of a large grid dials. */
  static final int MOST = 64;

  /** A group that the node takes part in. */
  public interface Shared extends Telling.Taken {
    /** Those that have to do with it. */
    Roster roster();
  }

  private final Member self;
  private final Roster roster;
  private final Ownership ownership;
  private final Swim swim;

  /** Of one node among the members of the grid. */
  Partners(Member self, Roster roster, Ownership ownership, Swim swim) {
    this.self = self;
    this.roster = roster;
    this.ownership = ownership;
    this.swim = swim;
  }

  /** Sees whom the node has to do with, and has them called. */
  void look(Collection<? extends Shared> groups, Ways ways, Wholeness wholeness) {
    SortedSet<NodeId> wanted = new TreeSet<>();
    groups.forEach(group -> {
      boolean owner = ownership.owns(self.id(), group.id());
      group.roster().members().stream()
          .map(Member::id)
          .filter(member -> owner || ownership.owns(member, group.id()))
          .forEach(member -> wanted.add(member));
      if (owner && !group.isWhole()) {
        wanted.addAll(wholeness.asked(group.id()));
      }
    });
    wanted.remove(self.id());
    ways.want(wanted);
    swim.partners(partners(wanted, ways));
  }

  /** Those that are there first. */
  private SortedSet<NodeId> partners(SortedSet<NodeId> wanted, Ways ways) {
    if (!roster.isSparse()) {
      return Collections.emptySortedSet();
    }
    return wanted.stream()
        .flatMap(id -> roster.find(id).stream())
        .sorted(Comparator.comparing(member -> !member.status().isPresent()))
        .map(member -> partner(member, ways))
        .distinct()
        .limit(MOST)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Who only dials is met at somebody whom it dials, and if it can, dials then itself. */
  private NodeId partner(Member member, Ways ways) {
    return member.address().isPresent() || ways.isLinked(member.id())
        ? member.id()
        : ways.between(member.id()).stream()
            .findFirst()
            .or(() -> swim.neighboursOf(member.id()).stream().findFirst())
            .orElse(member.id());
  }
}
