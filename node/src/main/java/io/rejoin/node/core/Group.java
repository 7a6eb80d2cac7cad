package io.rejoin.node.core;

import io.rejoin.antientropy.Entries.Standing;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.bundle.Returned;
import io.rejoin.node.core.bundle.Withdrawal;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import io.rejoin.node.core.frame.Frame.Repair;
import io.rejoin.node.core.frame.Frame.RepairEnd;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.HandOver;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.node.core.partner.Survey;
import io.rejoin.node.core.repair.RepairSchedule;
import io.rejoin.node.core.roster.Bridges;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Retirement;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Lines;
import io.rejoin.node.core.way.Ways;
import io.rejoin.node.port.StoreFull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The nodes that hold the same entries, seen from one of them: its replica, what each is known to
 * have applied, and the two ways in which news spread among them, deltas and repair. For the core's
 * thread.
 */
final class Group implements Survey.Held {

  /** What groups of a node have in common. */
  record Node(Groups.Node parent, Ways ways, RepairSchedule.Pace pace, Ownership ownership) {
    Node paced(RepairSchedule.Pace other) {
      return new Node(parent, ways, other, ownership);
    }
  }

  /** Entries that are taken back at a tick, at most. */
  private static final int RETURNS = 200;

  private final GroupId id;
  private final Replica replica;
  private final Roster roster;
  private final Lines lines;
  private final ClockMatrix matrix;
  private final Bridges bridges;
  private final DeltaExchange deltas;
  private final RepairSchedule repair;
  private final Retirement retirement;
  private Clock lastClock = Clock.EMPTY;
  private final HandOver handOver;
  private final Ownership ownership;
  private boolean whole;

  Group(GroupId id, Replica replica, Roster roster, Node node) {
    this.id = id;
    this.replica = replica;
    this.roster = roster;
    Groups.Node parent = node.parent();
    CoreConfig config = parent.config();
    Member self = config.self();
    lines = new Lines(node.ways(), id);
    ownership = node.ownership();
    handOver = new HandOver(lines::sendRepair);
    matrix = new ClockMatrix(roster);
    bridges = new Bridges(self, roster, lines);
    retirement = new Retirement(id, replica.history(), roster, parent.closings());
    deltas = new DeltaExchange(
        config.deltas().withOncePerSite(config.deltas().oncePerSite() && id.equals(GroupId.ALL)),
        new DeltaExchange.Node(
            replica,
            parent.time(),
            roster,
            matrix,
            lines,
            parent.swim()::isSwift,
            retirement,
            node.pace()),
        new Watch(parent.context()::noticeAhead));
    repair = new RepairSchedule(
        config.repair(),
        self.id(),
        new RepairSchedule.Node(
            replica,
            replica::root,
            roster,
            lines,
            bridges,
            parent.context().ticks(),
            deltas::flush,
            node.pace()));
  }

  @Override
  public GroupId id() {
    return id;
  }

  Replica replica() {
    return replica;
  }

  @Override
  public Roster roster() {
    return roster;
  }

  Lines lines() {
    return lines;
  }

  ClockMatrix matrix() {
    return matrix;
  }

  DeltaExchange deltas() {
    return deltas;
  }

  RepairSchedule repair() {
    return repair;
  }

  /** Whether the node is to hold the entries. */
  boolean isOwner() {
    return ownership.isOwner(id);
  }

  /** Whether the node has had, at some time, all that there was. */
  @Override
  public boolean isWhole() {
    return whole;
  }

  void becomeWhole() {
    whole = true;
  }

  /** Takes those who belong to a group other than that of all, and lets the others go. */
  void reckon(List<Member> members, boolean sparse, Ways ways) {
    Set<NodeId> before = new TreeSet<>();
    roster.members().forEach(member -> before.add(member.id()));
    update(members, sparse);
    for (Member member : members) {
      boolean isNew = !member.id().equals(roster.self()) && !lines.isLinked(member.id());
      if (isNew) {
        ways.peer(member.id()).ifPresent(this::joined);
      }
      before.remove(member.id());
    }
    for (NodeId gone : before) {
      ways.peer(gone).ifPresent(this::left);
    }
  }

  /** Takes the members of the group and says whether they are others than before. */
  boolean update(List<Member> members, boolean sparse) {
    boolean news = roster.update(members, sparse);
    if (news) {
      bridges.changed();
    }
    return news;
  }

  /**
   * What the node is to the entries. One that is no owner only gives; except when no clock vouches
   * for what it has: then what it knows as removed is told only to those who bring what they have.
   */
  Standing standing() {
    boolean doubts = replica.history().claimsNothing() && !repair.hasMetWhole();
    return new Standing(isOwner() || doubts, whole);
  }

  /**
   * Asks those owners who have not said so whether they keep all that is here.
   *
   * @return if they all do, the number of the last operation of this node that they keep
   */
  OptionalLong kept(long now) {
    Clock clock = replica.clock();
    CausalContext loose = replica.history().loose();
    if (clock.operations().isEmpty() && loose.isEmpty()) {
      return OptionalLong.of(replica.first()); // nothing is here
    }
    return handOver.tick(now, ownership.view(), ownership.of(id), clock, loose)
        ? OptionalLong.of(Math.max(clock.operations().last(replica.run()), replica.first()))
        : OptionalLong.empty();
  }

  private void answer(NodeId from, Keep question) {
    if (keeps(question)) {
      replica.history().vouch(() -> {
        if (keeps(question)) {
          lines.sendRepair(from, new Kept(question.number()));
        }
      });
    }
  }

  /** Whether all that somebody wants to give up is here, and is not to be given up itself. */
  private boolean keeps(Keep question) {
    Clock own = replica.clock();
    CausalContext shown = own.operations().union(replica.history().loose());
    return question.view() == ownership.view()
        && isOwner()
        && whole
        && own.covers(question.clock())
        && shown.covers(question.loose());
  }

  /** A member is linked. */
  void joined(Peer peer) {
    Peer here = lines.join(peer);
    bridges.changed();
    deltas.joined(here);
    repair.joined(here);
  }

  /** A member is not linked any more. */
  void left(Peer peer) {
    lines.leave(peer.node());
    handOver.left(peer.node());
    bridges.changed();
    deltas.left(peer);
    repair.left(peer);
  }

  /** The node takes part no longer. */
  void leaveAll(Ways ways) {
    lines.linked().stream().flatMap(peer -> ways.peer(peer).stream()).forEach(this::left);
  }

  /** A frame of a linked member. */
  void received(Peer from, Frame frame) throws RefusedFrame {
    Peer peer = lines.peer(from.node()).orElse(from);
    if (frame instanceof Deltas batch) {
      deltas.received(peer, batch);
    } else if (frame instanceof Clocks clocks) {
      deltas.received(peer, clocks);
    } else if (frame instanceof Repair message) {
      repair.received(peer, message);
    } else if (frame instanceof RepairEnd end) {
      repair.received(peer, end);
    } else if (frame instanceof Keep question) {
      answer(from.node(), question);
    } else if (frame instanceof Kept answer) {
      handOver.received(from.node(), answer);
    }
  }

  /** Joins what was kept outside the grid and is given back, a little at each tick. */
  void takeBack() {
    replica.upkeep().strays().drainTo(RETURNS, this::takeBack);
  }

  /** Nothing is claimed: the operations may never come as such. */
  private void takeBack(EntryKey key, State kept) {
    CausalContext own = CausalContext.of(replica.run(), replica.first() + 1, Intervals.MAX_NUMBER);
    CausalContext applied = replica.clock().operations().union(own);
    Returned news = Returned.of(kept, replica.state(key), applied, retirement::isClosed);
    try {
      if (!news.gone().isEmpty()) {
        replica.mutate(key, Withdrawal.TYPE, new Withdrawal(news.gone()));
      }
      replica.join(key, news.delta());
    } catch (StoreFull full) {
      replica.upkeep().strays().add(key, kept); // another time
    }
  }

  /** Whether more was applied since the last call, here or, as far as is known, elsewhere. */
  @SuppressWarnings("ReferenceEquality") // an equal one is as good, but need not be compared
  boolean takeAdvanced() {
    Clock before = lastClock;
    lastClock = replica.clock();
    boolean heard = matrix.takeAdvanced();
    return heard || lastClock != before;
  }

  /** The members known to have applied an operation, this node included. */
  SortedSet<NodeId> appliedBy(ReplicaId run, long number) {
    SortedSet<NodeId> nodes = matrix.appliedBy(run, number);
    if (replica.hasApplied(run, number)) {
      nodes.add(roster.self());
    }
    return nodes;
  }

  /** Whether those of these members that are reached have applied all that this process did. */
  boolean hasSpreadTo(List<NodeId> members) {
    long last = replica.lastNumber();
    if (last == replica.first()) {
      return true;
    }
    Set<NodeId> done = appliedBy(replica.run(), last);
    return lines.linked().stream().filter(members::contains).allMatch(done::contains);
  }

  @Override
  public long entries() {
    return replica.root().count();
  }

  @Override
  public int sessions() {
    return repair.count();
  }

  @Override
  public boolean isKeptBy(NodeId owner) {
    return handOver.isKeptBy(owner);
  }

  /** Whether all is here that is to be here, and nothing else, and linked owners have the same. */
  boolean isSettled() {
    Clock own = replica.clock();
    return whole
        && isOwner()
        && lines.linked().stream()
            .filter(peer -> ownership.owns(peer, id))
            .allMatch(peer -> matrix.of(peer).equals(own));
  }

  /** Whether there is nothing, or a linked member of this kind is known to have all of it. */
  boolean hasHeir(Predicate<NodeId> kind) {
    Clock own = replica.clock();
    return own.equals(Clock.EMPTY)
        || lines.linked().stream().filter(kind).anyMatch(peer -> matrix.of(peer).covers(own));
  }

  /** Up to which number all operations of a run are applied here. */
  long appliedUpTo(ReplicaId run) {
    return run.equals(replica.run()) ? replica.lastNumber() : replica.clock().number(run);
  }

  /** See {@link NodeCore#catchUp}. */
  List<ReplicaId> catchUp(SortedMap<ReplicaId, Long> wanted) {
    SortedMap<ReplicaId, Long> missing = new TreeMap<>(wanted);
    missing.entrySet().removeIf(each -> appliedUpTo(each.getKey()) >= each.getValue());
    List<ReplicaId> mayCome = new ArrayList<>();
    missing.forEach((run, number) -> {
      if (!retirement.isOver(run, matrix)) {
        mayCome.add(run);
        long here = replica.clock().number(run);
        lines.linked().stream()
            .filter(peer -> matrix.of(peer).number(run) > here)
            .max(Comparator.comparingLong(peer -> matrix.of(peer).number(run)))
            .ifPresent(repair::missing);
      }
    });
    return mayCome;
  }

  /** What waits for a linked member. */
  DeltaSource source(NodeId node) {
    return deltas.source(node);
  }

  private final class Watch implements DeltaExchange.Observer {
    private final Consumer<Peer> onAhead;

    Watch(Consumer<Peer> onAhead) {
      this.onAhead = onAhead;
    }

    @Override
    public void missing(NodeId from) {
      repair.missing(from);
    }

    @Override
    public void ahead(Peer peer) {
      onAhead.accept(peer);
    }
  }
}
