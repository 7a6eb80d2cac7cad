package io.rejoin.node.core.roster;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Report;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.shard.History;
import io.rejoin.node.core.way.Lines;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Takes for void what nobody in a group has of a run that is over: once every member has said,
 * knowing that it is over, what it has of it, no more will turn up. So a write that died with its
 * machine does not hold the horizon back for ever.
 */
public final class Retirement {
  private final GroupId group;
  private final History history;
  private final Roster roster;
  private final Closings closings;

  /** The runs of which it is known that nothing more will come. */
  private final Set<ReplicaId> ended = ConcurrentHashMap.newKeySet();

  /** Whether these are all earlier runs of this node, also those that its disk knows nothing of. */
  private volatile boolean hasOwnEnded;

  /** In a group with these members. */
  public Retirement(GroupId group, History history, Roster roster, Closings closings) {
    this.group = group;
    this.history = history;
    this.roster = roster;
    this.closings = closings;
    history.onEnded(run -> hasOwnEnded && ended.contains(run));
  }

  /** Whether the process that was this run in the group is over. */
  public boolean isClosed(ReplicaId run) {
    return closings.isClosed(group.run(run));
  }

  /**
   * Whether all that will ever be of a run is applied here: it is closed, and every member has said
   * that it has no more of it.
   */
  public boolean isOver(ReplicaId run, ClockMatrix matrix) {
    return isClosed(run)
        && (ended.contains(run)
            || matrix.agreesOn(run, grounds(), history.clock(), history.loose()));
  }

  /** None without closed runs, and while a node that is leaving still brings what it did last. */
  public Report report(Lines lines) {
    boolean mayTakeMore = lines.linked().stream()
        .flatMap(peer -> lines.peer(peer).stream())
        .anyMatch(peer -> isClosed(peer.run()));
    return mayTakeMore || closings.areNone() ? Report.NONE : new Report(grounds(), history.loose());
  }

  /**
   * What a report rests on: the runs that are over, and the members that have to report, those too
   * that were not met yet since the start. A node whose disk was lost may have heard of nobody, and
   * must not take the word of one who waits for a third for that of all.
   */
  private long grounds() {
    Stream<NodeId> met = roster.members().stream().filter(Roster::counts).map(Member::id);
    return closings.digest(Stream.concat(met, roster.unmet().stream()).toList());
  }

  /** Takes for void what nobody has of runs that are over, and again if more of them turns up. */
  public void retire(ClockMatrix matrix) {
    if (closings.areNone()) {
      return;
    }
    Clock own = history.clock();
    history.heardBeyond(own).runs().forEach(ended::remove);
    CausalContext loose = history.loose();
    long grounds = grounds();
    for (ReplicaId run : history.heardOf()) {
      if (!ended.contains(run) && isClosed(run) && matrix.agreesOn(run, grounds, own, loose)) {
        history.retire(run);
        ended.add(run);
      }
    }
    hasOwnEnded = closings.of(roster.self()).stream()
        .map(group::run)
        .allMatch(run -> ended.contains(run) || matrix.agreesOn(run, grounds, own, loose));
  }
}
