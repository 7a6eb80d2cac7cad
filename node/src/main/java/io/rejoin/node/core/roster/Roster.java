package io.rejoin.node.core.roster;

import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The member table as of the last change. Any thread may read it, unless said otherwise. */
public final class Roster {
  private final NodeId self;
  private final @Nullable Roster whole;
  private final Map<ReplicaId, NodeId> runs = new HashMap<>();
  private volatile List<Member> rows = List.of();
  private volatile Set<NodeId> remembered = Set.of();
  private volatile boolean expecting;
  private boolean sparse;

  public Roster(NodeId self) {
    this.self = self;
    whole = null;
  }

  /** Of a group among the members of a grid. */
  public Roster(Roster whole) {
    self = whole.self;
    this.whole = whole;
  }

  /**
   * Takes the table's present rows and says whether they are others than before.
   *
   * @param members immutable, in the order of their ids
   * @param manyMembers whether there are too many for links between all
   */
  public boolean update(List<Member> members, boolean manyMembers) {
    List<Member> before = rows;
    if (members == before) {
      return false;
    }
    sparse = manyMembers;
    boolean sameNodes = members.size() == before.size();
    if (!sameNodes) {
      runs.clear();
    }
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (!sameNodes) {
        runs.put(member.run(), member.id());
      } else if (!member.run().equals(before.get(i).run())) {
        runs.remove(before.get(i).run());
        runs.put(member.run(), member.id());
      }
    }
    rows = members;
    return true;
  }

  /**
   * These are members, although there may be no rows of them yet: they were when the node last ran,
   * or have a link to it.
   */
  public void remember(Collection<NodeId> members) {
    if (!remembered.containsAll(members)) {
      Set<NodeId> all = new HashSet<>(remembered);
      all.addAll(members);
      remembered = all;
    }
  }

  /** Those remembered of whom there is no row. */
  public List<NodeId> unmet() {
    if (whole != null) {
      return whole.unmet();
    }
    return remembered.stream().filter(id -> row(id) == null).sorted().toList();
  }

  /** There are others, of whom nothing is known yet. */
  public void expectOthers() {
    expecting = true;
  }

  /**
   * Whether everybody is known who may have applied anything: all that are remembered have rows,
   * and a node that is to find others has found one. Its disk may be from before it met anybody.
   */
  public boolean isComplete() {
    Roster all = whole == null ? this : whole;
    boolean hasMetNobody = all.rows.size() <= 1 && all.remembered.isEmpty();
    return unmet().isEmpty() && !(all.expecting && hasMetNobody);
  }

  public NodeId self() {
    return self;
  }

  /** Whether not all are linked to all, and rows do not list links; for the core's thread. */
  public boolean isSparse() {
    return sparse;
  }

  /** All rows in the order of their ids; immutable. */
  public List<Member> members() {
    return rows;
  }

  public Optional<Member> find(NodeId node) {
    return Optional.ofNullable(row(node));
  }

  private @Nullable Member row(NodeId node) {
    List<Member> all = rows;
    int low = 0;
    int high = all.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Member row = all.get(middle);
      int order = row.id().compareTo(node);
      if (order == 0) {
        return row;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return null;
  }

  /** Which node a run belongs to, as far as it is its present one; for the core's thread. */
  public Optional<NodeId> nodeOf(ReplicaId run) {
    return Optional.ofNullable(runs.get(run));
  }

  /** Whether two nodes say that they are linked. */
  public boolean areLinked(NodeId one, NodeId other) {
    Member left = row(one);
    Member right = row(other);
    return (left != null && left.links().contains(other))
        || (right != null && right.links().contains(one));
  }

  /** Whether a row is that of a node whose clock counts: neither gone for good nor evicted. */
  public static boolean counts(Member member) {
    return !member.evicted() && member.status() != Status.LEFT;
  }
}
