package io.rejoin.node.core;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.delta.DeltaBuffer;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Report;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.relay.DeltaConfig;
import io.rejoin.node.core.relay.Outbox;
import io.rejoin.node.core.relay.Relay;
import io.rejoin.node.core.repair.RepairSchedule;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Retirement;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.run.Outgoing;
import io.rejoin.node.core.way.Lines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Push the delta now. Local operations go to every linked node of the own site and to one of each
 * other site, joined per entry while they wait for credit; what a linked node brings goes on to
 * those whom its sender does not tell ({@link Relay}). Whoever gets a batch answers with its clock.
 * What is lost shows as a gap in the receiver's clock, and repair closes it.
 */
final class DeltaExchange implements Outgoing.Sink {

  /** What delta exchange asks of its node. */
  record Node(
      Replica replica,
      HybridClock time,
      Roster roster,
      ClockMatrix matrix,
      Lines links,
      Predicate<NodeId> swift,
      Retirement retirement,
      RepairSchedule.Pace pace) {}

  /** Hears what delta exchange notices about peers. */
  interface Observer {
    /** A node's operations do not connect: something between was lost. */
    void missing(NodeId from);

    /** A node's clock is ahead by more than the drift bound. */
    void ahead(Peer peer);
  }

  /** Every so many times everything is told again, in case it was lost. */
  private static final long RETELL = 10;

  /** So much later the next member erases what has expired. */
  private static final Duration TURN = Duration.ofSeconds(30);

  /** Whose clock is in doubt, its own perhaps, erases nothing for so long. */
  private static final long SKEW_PAUSE = Duration.ofMinutes(10).toNanos();

  /** In a large grid less often: times the members over this. */
  private static final long MEMBERS = 48;

  /** So much less a clock costs than a session, which in many groups is rarer. */
  private static final int CHEAPER = 8;

  private final DeltaConfig config;
  private final Node node;
  private final Observer observer;
  private final SortedMap<NodeId, Outbox> outboxes = new TreeMap<>();
  private final DeltaBuffer round;

  /** Operations that came in a newer version and were passed on. */
  private Clock carried = Clock.EMPTY;

  private final Relay relay;
  private Clock lastTold = Clock.EMPTY;
  private long claimed;
  private long nextClocks;
  private long lastTick;
  private long skewSeenAt = -SKEW_PAUSE;
  private long tellings;

  DeltaExchange(DeltaConfig config, Node node, Observer observer) {
    this.config = config;
    round = new DeltaBuffer(Long.MAX_VALUE, config.batchBytes());
    this.node = node;
    claimed = node.replica().first();
    this.observer = observer;
    relay = new Relay(
        outboxes, new Relay.Node(node.roster(), node.matrix(), node.links(), node.swift()), config);
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
      relay.spread(batch);
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
    Batch.Change change =
        Batch.Change.of(done.key(), done.delta(), new Dot(run, number), done.removes());
    if (outboxes.isEmpty()) {
      change.removal().ifPresent(node.replica().history()::remember);
    } else {
      round.add(run, claimed, upTo, change);
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
    boolean ahead = node.time().observe(deltas.time());
    if (ahead) {
      observer.ahead(from);
    }
    if (ahead || node.time().isAheadOf(deltas.time())) {
      skewSeenAt = lastTick;
    }
    Batch batch = deltas.batch();
    Outbox back = outboxes.get(from.node());
    if (batch.run().equals(node.replica().run()) || back == null) {
      return;
    }
    boolean known = isKnown(batch);
    boolean isOver = node.retirement().isClosed(batch.run()) && !batch.run().equals(from.run());
    if (!known && isOver) {
      observer.missing(from.node());
      return;
    }
    if (!known) {
      relay.brought(batch.run(), from.node());
      relay.acknowledge(batch.run());
    }
    if (!known && (batch.isPartlyUnread() ? carry(from, batch) : apply(from, batch))) {
      relay.relay(from, batch);
    }
    if (!known || !node.roster().isSparse() || batch.run().equals(from.run())) {
      back.acknowledge(batch.run());
      node.links().wake(from.node());
    }
  }

  /** Wholly below the own clock, or carried before: a duplicate. */
  private boolean isKnown(Batch batch) {
    return batch.upTo() > batch.after()
        && (Relay.isIn(node.replica().clock(), batch) || Relay.isIn(carried, batch));
  }

  /** Joins a batch; says whether it brought news. */
  private boolean apply(Peer from, Batch batch) {
    boolean news = false;
    Replica replica = node.replica();
    Clock clock = replica.clock();
    List<Item> taken = new ArrayList<>();
    replica.history().hears(batch.run(), batch.upTo());
    for (Batch.Change change : batch.changes()) {
      Joined joined = replica.joined(change.key(), unapplied(batch, change, clock));
      news |= joined.changed();
      taken.addAll(joined.added());
      change.removal().ifPresent(replica.history()::remember);
    }
    if (hasRoom(clock, batch)) {
      replica.history().applied(batch.run(), batch.after(), batch.upTo());
    }
    taken.forEach(item -> replica.history().tookUp(item.dot()));
    noticeGap(from, batch, clock);
    return news;
  }

  /**
   * A change without what is applied here: that is live, or was removed since, which may be
   * forgotten by now. A batch that comes late claims nothing, and brings it all the same.
   */
  private State unapplied(Batch batch, Batch.Change change, Clock clock) {
    State delta = change.delta();
    delta.runs().forEach(run -> node.replica().history().hears(run, delta.last(run)));
    Intervals applied = clock.operations().numbers(batch.run());
    return delta.shed(CausalContext.of(batch.run(), applied)).state();
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
      Joined joined = node.replica().joined(change.key(), unapplied(batch, change, clock));
      news |= joined.changed();
      joined.added().forEach(item -> node.replica().history().tookUp(item.dot()));
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

  void received(Peer from, Clocks clocks) {
    for (Row row : clocks.rows()) {
      boolean itself = row.node().equals(from.node()) && row.run().equals(from.run());
      node.matrix().heard(row, itself);
      relay.acknowledged(from, row, itself);
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
    lastTick = now;
    if (now < nextClocks) {
      return;
    }
    nextClocks = now + config.clocks().toNanos();
    boolean sparse = node.roster().isSparse();
    long rarer = Math.max(1, node.pace().rarer() / CHEAPER);
    long every = RETELL * rarer * (1 + node.roster().members().size() / MEMBERS);
    boolean again = ++tellings % every == 0;
    if (again) {
      outboxes.values().forEach(outbox -> outbox.tellAgain(!sparse));
      relay.forgetRunsThatAreOver();
    }
    node.replica().upkeep().saveAgain();
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
    Report report = node.retirement().report(node.links());
    outboxes.forEach((peer, outbox) -> {
      outbox.tellOwn(lastTold, clock, changed);
      outbox.report(report);
      relay.tellOfThirds(peer, outbox);
    });
    lastTold = clock;
    relay.round(now);
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

  /** Forgets what every member has applied. */
  private void tidy() {
    Replica replica = node.replica();
    node.retirement().retire(node.matrix());
    if (lastTick - skewSeenAt > SKEW_PAUSE) {
      replica
          .upkeep()
          .expire(this::turnToErase, key -> replica.mutate(key, Erasure.TYPE, new Erasure.Erase()));
    }
    if (replica.upkeep().awaitsStamps()) {
      node.roster()
          .members()
          .forEach(member -> replica.history().hears(node.matrix().of(member.id())));
    }
    replica.upkeep().forget(node.matrix().horizon(replica.clock()));
  }

  /** Of the members that are there one erases first, another one for each entry; others later. */
  private long turnToErase(EntryKey key) {
    long self = turn(node.roster().self(), key);
    long before = node.roster().members().stream()
        .filter(member -> member.status().isPresent() && turn(member.id(), key) < self)
        .count();
    return before * TURN.toMillis();
  }

  /** Says for whom something waits, if nobody has said so. */
  void wakeWaiting() {
    outboxes.forEach((peer, outbox) -> {
      if (outbox.hasDeltas()) {
        node.links().wake(peer);
      }
    });
  }

  private static long turn(NodeId node, EntryKey key) {
    return (node.low() ^ key.hashCode() * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
  }

  long waitingFor(NodeId peer) {
    Outbox outbox = outboxes.get(peer);
    return outbox == null ? 0 : outbox.bytes();
  }

  /** What is applied here, and at those nodes that this peer has no link to. */
  private void tellClocks(NodeId peer, Outbox outbox) {
    outbox.tellOwn(node.replica().clock());
    outbox.report(node.retirement().report(node.links()));
    relay.tellOfThirds(peer, outbox);
  }
}
