package io.rejoin.node.core.partner;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Swim;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a node knows of who is linked to whom. */
record Surroundings(Roster roster, Swim swim) implements Ways.Whereabouts {
  @Override
  public NodeId self() {
    return roster.self();
  }

  @Override
  public Optional<Member> find(NodeId node) {
    return roster.find(node);
  }

  @Override
  public List<NodeId> linkedTo(NodeId node, List<NodeId> among) {
    Set<NodeId> neighbours = roster.isSparse() ? swim.neighboursOf(node) : Set.of();
    return among.stream()
        .filter(one -> neighbours.contains(one) || roster.areLinked(one, node))
        .toList();
  }
}
