package io.rejoin.node.core.roster;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What each member is known to have applied. Rows only grow, except that a new run of a node begins
 * anew. Written by the core's thread, read by anyone: rows are immutable, and each stands for
 * itself.
 */
public final class ClockMatrix {
  private final Roster roster;
  private final Map<NodeId, Row> rows = new ConcurrentSkipListMap<>();
  private final AtomicBoolean advanced = new AtomicBoolean();

  public ClockMatrix(Roster roster) {
    this.roster = roster;
  }

  /**
   * Takes in what a node's run is said to have applied.
   *
   * @param linked whether the node itself said so, on its link
   * @return whether that is news
   */
  public boolean heard(Row row, boolean linked) {
    if (row.node().equals(roster.self())) {
      return false;
    }
    Row known = rows.get(row.node());
    if (known != null && known.run().equals(row.run())) {
      boolean told = !row.report().isNone() && !row.report().equals(known.report());
      return (told || !known.clock().covers(row.clock()))
          && put(new Row(
              row.node(),
              row.run(),
              known.clock().join(row.clock()),
              told ? row.report() : known.report()));
    }
    return (linked || isPresentRun(row)) && put(row);
  }

  private boolean put(Row row) {
    rows.put(row.node(), row);
    advanced.set(true);
    return true;
  }

  private boolean isPresentRun(Row row) {
    return roster
        .find(row.node())
        .filter(member -> member.run().equals(row.run()))
        .isPresent();
  }

  /** Whether anything was heard since the last call. */
  public boolean takeAdvanced() {
    return advanced.get() && advanced.getAndSet(false);
  }

  /** What a member's present run is known to have applied. */
  public Clock of(NodeId node) {
    Row row = rows.get(node);
    return row == null || !isPresentRun(row) ? Clock.EMPTY : row.clock();
  }

  /**
   * Whether every other member that counts has said, knowing the same closed runs and the same
   * members, what it has of one of them, and it is no more than what is here.
   *
   * @param grounds a digest of the closed runs and of the members that count
   * @param own what this node has applied
   * @param loose what it shows beyond that
   */
  public boolean agreesOn(ReplicaId run, long grounds, Clock own, CausalContext loose) {
    if (!roster.isComplete()) {
      return false;
    }
    Intervals applied = own.operations().numbers(run);
    Intervals shown = applied.union(loose.numbers(run));
    for (Member member : roster.members()) {
      Row row = rows.get(member.id());
      boolean agrees = member.id().equals(roster.self())
          || !Roster.counts(member)
          || (row != null
              && row.run().equals(member.run())
              && row.report().closed() == grounds
              && applied.covers(row.clock().operations().numbers(run))
              && shown.covers(row.report().loose().numbers(run)));
      if (!agrees) {
        return false;
      }
    }
    return true;
  }

  public Optional<Row> row(NodeId node) {
    return Optional.ofNullable(rows.get(node));
  }

  /** The members other than this node that have applied an operation. */
  public SortedSet<NodeId> appliedBy(ReplicaId run, long number) {
    Dot operation = new Dot(run, number);
    SortedSet<NodeId> nodes = new TreeSet<>();
    for (Member member : roster.members()) {
      Row row = rows.get(member.id());
      if (row != null
          && Roster.counts(member)
          && row.run().equals(member.run())
          && row.clock().operations().contains(operation)) {
        nodes.add(member.id());
      }
    }
    return nodes;
  }

  /**
   * The members that have not applied all that this node has, those least of all first: while they
   * are away, what was removed since cannot be forgotten.
   */
  public List<NodeId> behind(Clock own) {
    Map<NodeId, Long> behind = new TreeMap<>();
    for (NodeId unmet : roster.unmet()) {
      behind.put(unmet, Long.MAX_VALUE);
    }
    for (Member member : roster.members()) {
      if (!member.id().equals(roster.self()) && Roster.counts(member)) {
        long missing = missing(own, member.id());
        if (missing > 0) {
          behind.put(member.id(), missing);
        }
      }
    }
    return behind.entrySet().stream()
        .sorted(Map.Entry.<NodeId, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many of the operations that this node has applied a member is not known to have. */
  public long missing(Clock own, NodeId node) {
    return own.operations().minus(of(node).operations()).size();
  }

  /** What every member has applied that may come back, reachable or not. */
  public Clock horizon(Clock own) {
    if (!roster.unmet().isEmpty()) {
      return Clock.EMPTY;
    }
    List<Clock> clocks = new ArrayList<>();
    clocks.add(own);
    for (Member member : roster.members()) {
      if (!member.id().equals(roster.self()) && Roster.counts(member)) {
        clocks.add(of(member.id()));
      }
    }
    return Clock.min(clocks);
  }
}
