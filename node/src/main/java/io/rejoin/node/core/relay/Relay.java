package io.rejoin.node.core.relay;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Lines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Sends what was written here, and passes on what linked nodes bring: batches to those whom their
 * sender does not tell, and acknowledgements to those who wait for them.
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

  private final Spread spread;
  private final Entrusted entrusted;

  /**
   * What a relay asks of its node.
   *
   * @param swift the neighbours that are told at once in a large grid
   */
  public record Node(Roster roster, ClockMatrix matrix, Lines links, Predicate<NodeId> swift) {}

  /** Between these linked nodes. */
  public Relay(SortedMap<NodeId, Outbox> outboxes, Node node, DeltaConfig config) {
    this.outboxes = outboxes;
    roster = node.roster();
    matrix = node.matrix();
    links = node.links();
    swift = node.swift();
    spread = new Spread(roster, links, config.oncePerSite());
    entrusted = new Entrusted(matrix, links, spread, config.batchBytes(), this::send);
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
    } else {
      passOn(from, row, itself);
    }
  }

  /** A round of clocks has passed: whoever still lacks what was held back gets it. */
  public void round(long now) {
    held.round(this::bringWhatIsMissed);
    spread.round();
    entrusted.round(now);
  }

  /** Sends what was written here. */
  public void spread(Batch batch) {
    if (roster.isSparse()) {
      outboxes.keySet().forEach(peer -> send(peer, batch));
    } else {
      carryOut(spread.own(), roster.self(), batch);
    }
  }

  private void carryOut(Spread.Plan plan, NodeId writer, Batch batch) {
    plan.now().forEach(peer -> send(peer, batch));
    entrusted.add(writer, plan, batch);
  }

  private void send(NodeId peer, Batch batch) {
    Outbox outbox = outboxes.get(peer);
    if (outbox != null) {
      outbox.add(batch);
      links.wake(peer);
    }
  }

  /** Whoever wrote what came over others waits for a word, too. */
  public void acknowledge(ReplicaId run) {
    Optional<NodeId> writer = roster.isSparse() ? Optional.empty() : roster.nodeOf(run);
    writer.ifPresent(node -> {
      Outbox outbox = outboxes.get(node);
      if (outbox != null) {
        outbox.acknowledge(run);
        links.wake(node);
      }
    });
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
    carryOut(spread.of(from.node(), origin), origin.orElse(from.node()), batch);
  }

  /**
   * Whoever wrote what a node acknowledges may have no link to it: it hears of it from here, or
   * from whoever brought it here. What others say of a node is passed on once and without its
   * report, as nobody can tell which of two reports is the later one.
   */
  private void passOn(Peer from, Row row, boolean itself) {
    for (ReplicaId run : row.clock().runs()) {
      NodeId writer = roster.nodeOf(run).orElse(from.node());
      boolean direct = outboxes.containsKey(writer);
      NodeId to = direct ? writer : broughtBy.getOrDefault(run, writer);
      Outbox outbox = outboxes.get(to);
      boolean elsewhere = !to.equals(from.node()) && !to.equals(row.node());
      if (outbox == null || !elsewhere || roster.areLinked(to, row.node())) {
        continue;
      }
      if (itself && direct) {
        matrix.row(row.node()).ifPresent(outbox::tell);
        links.wake(to);
      } else if (passedBack.add(row.node(), run, row.clock().operations().last(run))) {
        outbox.pass(new Row(row.node(), row.run(), Outbox.only(List.of(run), row.clock())));
        links.wake(to);
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
