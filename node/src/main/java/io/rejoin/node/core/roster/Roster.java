package io.rejoin.node.core.roster;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The member table as of the last change. Any thread may read it, unless said otherwise. */
public final class Roster {
  private final NodeId self;
  private final Map<ReplicaId, NodeId> runs = new HashMap<>();
  private List<Member> latest = List.of();
  private volatile SortedMap<NodeId, Member> rows = Collections.emptySortedMap();

  public Roster(NodeId self) {
    this.self = self;
  }

  /** Takes the table's present rows and says whether they are others than before. */
  public boolean update(List<Member> members) {
    if (members == latest) {
      return false;
    }
    latest = members;
    SortedMap<NodeId, Member> next = new TreeMap<>();
    runs.clear();
    for (Member member : members) {
      next.put(member.id(), member);
      runs.put(member.run(), member.id());
    }
    rows = Collections.unmodifiableSortedMap(next);
    return true;
  }

  public NodeId self() {
    return self;
  }

  /** All rows in the order of their ids. */
  public Collection<Member> members() {
    return rows.values();
  }

  public Optional<Member> find(NodeId node) {
    return Optional.ofNullable(rows.get(node));
  }

  /** Which node a run belongs to, as far as it is its present one; for the core's thread. */
  public Optional<NodeId> nodeOf(ReplicaId run) {
    return Optional.ofNullable(runs.get(run));
  }

  /** Whether two nodes say that they are linked. */
  public boolean areLinked(NodeId one, NodeId other) {
    Member left = rows.get(one);
    Member right = rows.get(other);
    return (left != null && left.links().contains(other))
        || (right != null && right.links().contains(one));
  }

  /** Whether a row is that of a node whose clock counts: neither gone for good nor evicted. */
  public static boolean counts(Member member) {
    return !member.evicted() && member.status() != Status.LEFT;
  }
}
