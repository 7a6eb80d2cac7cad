package io.rejoin.node.core.partner;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Swim;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.group.Telling;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks to it that a node reaches those with whom it shares groups: an owner all who take part, a
 * guest the owners. In a large grid it is linked to them whatever the rings say; elsewhere to all
 * anyway. So with the owners of what it is asked for and does not have. To those with whom there
 * can be no link there are detours.
 */
public final class Partners {
  /** Links that a node of a large grid dials beyond those of the rings, as often for questions. */
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

  /** Sees whom the node has to do with, and has them called; {@code asked} are other groups. */
  void look(
      Collection<? extends Shared> groups, List<GroupId> asked, Ways ways, Wholeness wholeness) {
    Set<NodeId> sharing = new TreeSet<>();
    groups.forEach(group -> {
      boolean owner = ownership.isOwner(group.id());
      group.roster().members().stream()
          .map(Member::id)
          .filter(member -> owner || ownership.owns(member, group.id()))
          .forEach(member -> sharing.add(member));
      if (owner && !group.isWhole()) {
        sharing.addAll(wholeness.asked(group.id()));
      }
    });
    Set<NodeId> visited = new LinkedHashSet<>();
    asked.forEach(group -> visited.addAll(ownership.of(group)));
    visited.removeAll(sharing);
    sharing.remove(self.id());
    visited.remove(self.id());
    SortedSet<NodeId> linked = new TreeSet<>();
    if (roster.isSparse()) {
      linked.addAll(partners(sharing, ways));
      linked.addAll(partners(visited, ways));
    }
    swim.partners(linked);
    visited.addAll(sharing);
    ways.want(visited);
  }

  /** Those that are there first. */
  private List<NodeId> partners(Set<NodeId> wanted, Ways ways) {
    return wanted.stream()
        .flatMap(id -> roster.find(id).stream())
        .sorted(Comparator.comparing(member -> !member.status().isPresent()))
        .map(member -> partner(member, ways))
        .distinct()
        .limit(MOST)
        .toList();
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
