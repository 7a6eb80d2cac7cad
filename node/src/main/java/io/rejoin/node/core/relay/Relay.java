package io.rejoin.node.core.relay;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.group.Lines;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Roster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Passes on what linked nodes bring: batches to those that their sender has no link to, and
 * acknowledgements to those who wait for them.
 */
public final class Relay {
  private final SortedMap<NodeId, Outbox> outboxes;
  private final Roster roster;
  private final ClockMatrix matrix;
  private final Lines links;
  private final Predicate<NodeId> swift;

  /** In a large grid: what only some were told, and who brought what a run did last. */
  private final Held held = new Held();

  private final Map<ReplicaId, NodeId> broughtBy = new HashMap<>();

  private final PassedBack passedBack = new PassedBack();

  /**
   * What a relay asks of its node.
   *
   * @param swift the neighbours that are told at once in a large grid
   */
  public record Node(Roster roster, ClockMatrix matrix, Lines links, Predicate<NodeId> swift) {}

  /** Between these linked nodes. */
  public Relay(SortedMap<NodeId, Outbox> outboxes, Node node) {
    this.outboxes = outboxes;
    roster = node.roster();
    matrix = node.matrix();
    links = node.links();
    swift = node.swift();
  }

  /** Whether a clock covers all that a batch claims. */
  public static boolean isIn(Clock clock, Batch batch) {
    return clock.operations().numbers(batch.run()).contains(batch.after() + 1, batch.upTo());
  }

  /** A node brought what was news of a run. */
  public void brought(ReplicaId run, NodeId by) {
    broughtBy.put(run, by);
  }

  public void forgetRunsThatAreOver() {
    broughtBy.keySet().removeIf(run -> roster.nodeOf(run).isEmpty());
  }

  /** A node says what somebody, perhaps itself, has applied. */
  public void acknowledged(Peer from, Row row, boolean itself) {
    if (roster.isSparse()) {
      passBack(from, row, itself);
    } else if (itself) {
      passOn(from, row);
    }
  }

  /** A round of clocks has passed: whoever still lacks what was held back gets it. */
  public void round() {
    held.round(this::bringWhatIsMissed);
  }

  /** Passes on a batch that brought news. */
  public void relay(Peer from, Batch batch) {
    Optional<NodeId> origin = roster.nodeOf(batch.run());
    if (roster.isSparse() && held.add(from.node(), batch)) {
      outboxes.forEach((peer, outbox) -> {
        boolean hasIt =
            peer.equals(from.node()) || (origin.isPresent() && origin.get().equals(peer));
        if (!hasIt && swift.test(peer)) {
          outbox.add(batch);
          links.wake(peer);
        }
      });
      return;
    }
    outboxes.forEach((peer, outbox) -> {
      boolean heardIt = peer.equals(from.node()) || roster.areLinked(peer, from.node());
      boolean wroteIt =
          origin.isPresent() && (origin.get().equals(peer) || roster.areLinked(peer, origin.get()));
      if (!heardIt && !wroteIt) {
        outbox.add(batch);
        links.wake(peer);
      }
    });
  }

  /** Whoever wrote what a node acknowledges may have no link to it: it hears of it from here. */
  private void passOn(Peer from, Row row) {
    for (ReplicaId run : row.clock().runs()) {
      NodeId writer = roster.nodeOf(run).orElse(from.node());
      Outbox outbox = outboxes.get(writer);
      if (outbox != null && !writer.equals(from.node()) && !roster.areLinked(writer, from.node())) {
        matrix.row(from.node()).ifPresent(outbox::tell);
        links.wake(writer);
      }
    }
  }

  /**
   * In a large grid what a node acknowledges goes back the way that it came: at once to a writer
   * that is linked, else with the next clocks to whoever brought it here.
   */
  private void passBack(Peer from, Row row, boolean itself) {
    Outbox theirs = outboxes.get(from.node());
    for (ReplicaId run : row.clock().runs()) {
      long last = row.clock().operations().last(run);
      if (itself && (theirs == null || !theirs.hasBrought(run, last))) {
        continue;
      }
      Optional<NodeId> writer = roster.nodeOf(run).filter(id -> outboxes.get(id) != null);
      NodeId to = writer.orElseGet(() -> broughtBy.getOrDefault(run, from.node()));
      Outbox outbox = outboxes.get(to);
      boolean elsewhere = !to.equals(from.node()) && !to.equals(row.node());
      if (outbox != null && elsewhere && passedBack.add(row.node(), run, last)) {
        outbox.pass(new Row(row.node(), row.run(), Outbox.only(List.of(run), row.clock())));
        if (itself && writer.isPresent()) {
          links.wake(to);
        }
      }
    }
  }

  private void bringWhatIsMissed(NodeId sender, Batch batch) {
    outboxes.forEach((peer, outbox) -> {
      if (!peer.equals(sender) && !isIn(matrix.of(peer), batch)) {
        outbox.add(batch);
        links.wake(peer);
      }
    });
  }

  /** Tells a node of those that it has no link to. */
  public void tellOfThirds(NodeId peer, Outbox outbox) {
    List<Member> thirds = roster.isSparse() ? List.of() : roster.members();
    for (Member member : thirds) {
      NodeId third = member.id();
      if (!third.equals(peer) && !roster.areLinked(third, peer)) {
        matrix.row(third).ifPresent(outbox::tell);
      }
    }
    if (outbox.hasDeltas()) {
      links.wake(peer);
    }
  }
}
