package io.rejoin.node.core;

import io.rejoin.antientropy.Batch;
import io.rejoin.antientropy.DeltaBuffer;
import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Report;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.shard.Outgoing;
import io.rejoin.node.core.shard.Removals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Push the delta now. Local operations go to every linked node, joined per entry while they wait
 * for credit; what a linked node brings goes on to those that its sender has no link to. Whoever
 * gets a batch answers with its clock. Nothing is sent twice: what is lost shows as a gap in the
 * receiver's clock, and repair closes it.
 */
final class DeltaExchange implements Outgoing.Sink {

  /** What delta exchange asks of its node. */
  record Node(
      Replica replica,
      HybridClock time,
      Roster roster,
      ClockMatrix matrix,
      Links links,
      Predicate<NodeId> swift,
      Endings endings) {}

  /** Hears what delta exchange notices about peers. */
  interface Observer {
    /** A node's operations do not connect: something between was lost. */
    void missing(NodeId from);

    /** A node's clock is ahead by more than the drift bound. */
    void ahead(Peer peer);
  }

  /** Every so many times everything is told again, in case it was lost. */
  private static final long RETELL = 10;

  /** In a large grid less often: times the members over this. */
  private static final long MEMBERS = 48;

  private final DeltaConfig config;
  private final Node node;
  private final Observer observer;
  private final SortedMap<NodeId, Outbox> outboxes = new TreeMap<>();
  private final DeltaBuffer round;

  /** Operations that came in a newer version and were passed on. */
  private Clock carried = Clock.EMPTY;

  /** In a large grid: what only some were told, and who brought what a run did last. */
  private final Held held = new Held();

  private final Map<ReplicaId, NodeId> broughtBy = new HashMap<>();

  private final PassedBack passedBack = new PassedBack();
  private Clock lastTold = Clock.EMPTY;
  private long claimed;
  private long nextClocks;
  private long tellings;

  DeltaExchange(DeltaConfig config, Node node, Observer observer) {
    this.config = config;
    round = new DeltaBuffer(Long.MAX_VALUE, config.batchBytes());
    this.node = node;
    this.observer = observer;
  }

  // ---- out

  /** Takes up local operations and offers them to the links. */
  void flush() {
    if (node.replica().history().settle()) {
      tellAtOnce();
    }
    node.replica().drain(this);
    for (Optional<Batch> next = round.drain(); next.isPresent(); next = round.drain()) {
      Batch batch = next.get();
      batch
          .changes()
          .forEach(change -> change.removal().ifPresent(node.replica().history()::remember));
      outboxes.forEach((peer, outbox) -> {
        outbox.add(batch);
        node.links().wake(peer);
      });
    }
  }

  /** What waited for the disk is applied now: who waits for it should not wait longer. */
  private void tellAtOnce() {
    outboxes.forEach((peer, outbox) -> {
      outbox.tellOwn(node.replica().clock());
      node.links().wake(peer);
    });
  }

  @Override
  public void delta(long number, long claim, Outgoing.Operation done) {
    long upTo = Math.max(claim, claimed);
    ReplicaId run = node.replica().run();
    Optional<Removal> removal =
        done.removes() ? Removals.in(done.key(), done.delta(), run, number) : Optional.empty();
    if (outboxes.isEmpty()) {
      removal.ifPresent(node.replica().history()::remember);
    } else {
      round.add(run, claimed, upTo, new Batch.Change(done.key(), done.delta(), removal));
    }
    claimed = upTo;
  }

  @Override
  public void gap(long upTo) {
    round.seal();
    claimed = upTo;
  }

  // ---- in

  void received(Peer from, Deltas deltas) {
    if (node.time().observe(deltas.time())) {
      observer.ahead(from);
    }
    Batch batch = deltas.batch();
    Outbox back = outboxes.get(from.node());
    if (batch.run().equals(node.replica().run()) || back == null) {
      return;
    }
    boolean known = isKnown(batch);
    boolean isOver =
        node.endings().closings().isClosed(batch.run()) && !batch.run().equals(from.run());
    if (!known && isOver) {
      observer.missing(from.node());
      return;
    }
    if (!known) {
      broughtBy.put(batch.run(), from.node());
    }
    if (!known && (batch.isPartlyUnread() ? carry(from, batch) : apply(from, batch))) {
      relay(from, batch);
    }
    if (!known || !node.roster().isSparse() || batch.run().equals(from.run())) {
      back.acknowledge(batch.run());
      node.links().wake(from.node());
    }
  }

  /** Wholly below the own clock, or carried before: a duplicate. */
  private boolean isKnown(Batch batch) {
    return batch.upTo() > batch.after()
        && (isIn(node.replica().clock(), batch) || isIn(carried, batch));
  }

  private static boolean isIn(Clock clock, Batch batch) {
    return clock.operations().numbers(batch.run()).contains(batch.after() + 1, batch.upTo());
  }

  /** Joins a batch; says whether it brought news. */
  private boolean apply(Peer from, Batch batch) {
    boolean news = false;
    Replica replica = node.replica();
    Clock clock = replica.clock();
    replica.history().hears(batch.run(), batch.upTo());
    for (Batch.Change change : batch.changes()) {
      news |= replica.joined(change.key(), unapplied(batch, change, clock)).changed();
      change.removal().ifPresent(replica.history()::remember);
    }
    if (hasRoom(clock, batch)) {
      replica.history().applied(batch.run(), batch.after(), batch.upTo());
    }
    noticeGap(from, batch, clock);
    return news;
  }

  /**
   * A change without what is applied here: that is live, or was removed since, which may be
   * forgotten by now.
   */
  private State unapplied(Batch batch, Batch.Change change, Clock clock) {
    State delta = change.delta();
    delta.runs().forEach(run -> node.replica().history().hears(run, delta.last(run)));
    Intervals applied = clock.operations().numbers(batch.run());
    return applied.last() <= batch.after()
        ? change.delta()
        : change.delta().shed(CausalContext.of(batch.run(), applied)).state();
  }

  /**
   * Joins of a batch what can be read, and keeps the rest for others. Its operations are not
   * applied here, and it is not known what took the place of what they removed: so nothing is
   * claimed, nothing remembered as removed, and what was there is shown as before.
   */
  private boolean carry(Peer from, Batch batch) {
    Clock clock = node.replica().clock();
    noticeGap(from, batch, clock);
    boolean news = false;
    for (Batch.Change change : batch.changes()) {
      news |=
          node.replica().joined(change.key(), unapplied(batch, change, clock)).changed();
    }
    boolean notes = batch.upTo() > batch.after() && hasRoom(carried, batch);
    if (notes) {
      carried = carried.applied(batch.run(), batch.after(), batch.upTo());
    }
    return news || notes;
  }

  private boolean hasRoom(Clock clock, Batch batch) {
    return clock.covers(batch.run(), batch.after())
        || clock.operations().numbers(batch.run()).count() < config.maxGaps();
  }

  /** What is carried is no gap: a session could not bring more. */
  private void noticeGap(Peer from, Batch batch, Clock clock) {
    if (!clock.covers(batch.run(), batch.after())
        && !clock.join(carried).covers(batch.run(), batch.after())) {
      observer.missing(from.node());
    }
  }

  private void relay(Peer from, Batch batch) {
    Roster roster = node.roster();
    Optional<NodeId> origin = roster.nodeOf(batch.run());
    if (roster.isSparse() && held.add(from.node(), batch)) {
      outboxes.forEach((peer, outbox) -> {
        boolean hasIt =
            peer.equals(from.node()) || (origin.isPresent() && origin.get().equals(peer));
        if (!hasIt && node.swift().test(peer)) {
          outbox.add(batch);
          node.links().wake(peer);
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
        node.links().wake(peer);
      }
    });
  }

  void received(Peer from, Clocks clocks) {
    for (Row row : clocks.rows()) {
      boolean itself = row.node().equals(from.node()) && row.run().equals(from.run());
      node.matrix().heard(row, itself);
      if (node.roster().isSparse()) {
        passBack(from, row, itself);
      } else if (itself) {
        passOn(from, row);
      }
    }
  }

  /** Whoever wrote what a node acknowledges may have no link to it: it hears of it from here. */
  private void passOn(Peer from, Row row) {
    for (ReplicaId run : row.clock().runs()) {
      NodeId writer = node.roster().nodeOf(run).orElse(from.node());
      Outbox outbox = outboxes.get(writer);
      if (outbox != null
          && !writer.equals(from.node())
          && !node.roster().areLinked(writer, from.node())) {
        node.matrix().row(from.node()).ifPresent(outbox::tell);
        node.links().wake(writer);
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
      Optional<NodeId> writer = node.roster().nodeOf(run).filter(id -> outboxes.get(id) != null);
      NodeId to = writer.orElseGet(() -> broughtBy.getOrDefault(run, from.node()));
      Outbox outbox = outboxes.get(to);
      boolean elsewhere = !to.equals(from.node()) && !to.equals(row.node());
      if (outbox != null && elsewhere && passedBack.add(row.node(), run, last)) {
        outbox.pass(new Row(row.node(), row.run(), Outbox.only(List.of(run), row.clock())));
        if (itself && writer.isPresent()) {
          node.links().wake(to);
        }
      }
    }
  }

  // ---- peers and time

  void joined(Peer peer) {
    Outbox outbox = new Outbox(config, node.time(), this::own);
    outboxes.put(peer.node(), outbox);
    tellClocks(peer.node(), outbox);
  }

  void left(Peer peer) {
    outboxes.remove(peer.node());
  }

  DeltaSource source(NodeId peer) {
    Outbox outbox = outboxes.get(peer);
    return outbox == null ? DeltaSource.NOTHING : outbox;
  }

  private Row own() {
    return new Row(node.roster().self(), node.replica().run(), node.replica().clock());
  }

  void tick(long now) {
    if (now < nextClocks) {
      return;
    }
    nextClocks = now + config.clocks().toNanos();
    boolean sparse = node.roster().isSparse();
    boolean again = ++tellings % (RETELL * (1 + node.roster().members().size() / MEMBERS)) == 0;
    if (again) {
      outboxes.values().forEach(outbox -> outbox.tellAgain(!sparse));
      broughtBy.keySet().removeIf(run -> node.roster().nodeOf(run).isEmpty());
    }
    node.replica().saveAgain();
    node.replica().history().checkpoint();
    List<NodeId> linked = node.links().linked();
    if (sparse && !linked.isEmpty()) {
      Outbox next = outboxes.get(linked.get((int) (tellings % linked.size())));
      if (next != null) {
        next.tellNext(node.roster().members(), node.matrix());
      }
    }
    Clock clock = node.replica().clock();
    List<ReplicaId> changed = changed(clock);
    Report report = node.endings().report(node.links());
    outboxes.forEach((peer, outbox) -> {
      outbox.tellOwn(lastTold, clock, changed);
      outbox.report(report);
      tellOfThirds(peer, outbox);
    });
    lastTold = clock;
    held.round(this::bringWhatIsMissed);
    if (again || !sparse) {
      tidy();
    }
  }

  private List<ReplicaId> changed(Clock clock) {
    if (clock.equals(lastTold)) {
      return List.of();
    }
    List<ReplicaId> changed = new ArrayList<>();
    for (ReplicaId run : clock.runs()) {
      if (!lastTold.operations().numbers(run).equals(clock.operations().numbers(run))) {
        changed.add(run);
      }
    }
    return changed;
  }

  private void bringWhatIsMissed(NodeId sender, Batch batch) {
    outboxes.forEach((peer, outbox) -> {
      if (!peer.equals(sender) && !isIn(node.matrix().of(peer), batch)) {
        outbox.add(batch);
        node.links().wake(peer);
      }
    });
  }

  /** Forgets what every member has applied. */
  private void tidy() {
    Replica replica = node.replica();
    node.endings().retire(node.matrix());
    replica.forget(node.matrix().horizon(replica.clock()));
  }

  long waitingFor(NodeId peer) {
    Outbox outbox = outboxes.get(peer);
    return outbox == null ? 0 : outbox.bytes();
  }

  boolean isDrained() {
    return outboxes.values().stream().noneMatch(Outbox::hasDeltas);
  }

  /** What is applied here, and at those nodes that this peer has no link to. */
  private void tellClocks(NodeId peer, Outbox outbox) {
    outbox.tellOwn(node.replica().clock());
    outbox.report(node.endings().report(node.links()));
    tellOfThirds(peer, outbox);
  }

  private void tellOfThirds(NodeId peer, Outbox outbox) {
    List<Member> thirds = node.roster().isSparse() ? List.of() : node.roster().members();
    for (Member member : thirds) {
      NodeId third = member.id();
      if (!third.equals(peer) && !node.roster().areLinked(third, peer)) {
        node.matrix().row(third).ifPresent(outbox::tell);
      }
    }
    if (outbox.hasDeltas()) {
      node.links().wake(peer);
    }
  }
}
