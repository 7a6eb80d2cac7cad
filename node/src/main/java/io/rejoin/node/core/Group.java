package io.rejoin.node.core;

import io.rejoin.antientropy.Entries.Standing;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Answered;
import io.rejoin.node.core.frame.Frame.Ask;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Repair;
import io.rejoin.node.core.frame.Frame.RepairEnd;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.HandOver;
import io.rejoin.node.core.group.Inquiries;
import io.rejoin.node.core.group.Lines;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.core.repair.RepairSchedule;
import io.rejoin.node.core.roster.Bridges;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Closings;
import io.rejoin.node.core.roster.Retirement;
import io.rejoin.node.core.roster.Roster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The nodes that hold the same entries, seen from one of them: its replica, what each is known to
 * have applied, and the two ways in which news spread among them, deltas and repair. For the core's
 * thread.
 */
final class Group {

  /**
   * What groups of a node have in common.
   *
   * @param swift the neighbours that are told at once in a large grid
   * @param onAhead hears of a node whose clock is ahead by more than the drift bound
   */
  record Node(
      CoreConfig config,
      Links links,
      HybridClock time,
      Ticks ticks,
      Closings closings,
      Predicate<NodeId> swift,
      Consumer<Peer> onAhead,
      RepairSchedule.Pace pace) {
    Node paced(RepairSchedule.Pace other) {
      return new Node(config, links, time, ticks, closings, swift, onAhead, other);
    }
  }

  private final GroupId id;
  private final Replica replica;
  private final Roster roster;
  private final Lines lines;
  private final ClockMatrix matrix;
  private final Bridges bridges;
  private final DeltaExchange deltas;
  private final RepairSchedule repair;
  private final Retirement retirement;
  private final Inquiries inquiries;
  private Clock lastClock = Clock.EMPTY;
  private final HandOver handOver;
  private boolean whole;

  Group(GroupId id, Replica replica, Roster roster, Node node) {
    this.id = id;
    this.replica = replica;
    this.roster = roster;
    CoreConfig config = node.config();
    Member self = config.self();
    lines = new Lines(node.links(), id);
    handOver = new HandOver(lines::sendRepair);
    matrix = new ClockMatrix(roster);
    bridges = new Bridges(self, roster, lines);
    retirement = new Retirement(id, replica.history(), roster, node.closings());
    inquiries = new Inquiries(replica, replica::clock, lines);
    deltas = new DeltaExchange(
        config.deltas(),
        new DeltaExchange.Node(
            replica, node.time(), roster, matrix, lines, node.swift(), retirement),
        new Watch(node.onAhead()));
    repair = new RepairSchedule(
        config.repair(),
        self.id(),
        new RepairSchedule.Node(
            replica,
            replica::root,
            roster,
            lines,
            bridges,
            node.ticks(),
            deltas::flush,
            node.pace()));
  }

  GroupId id() {
    return id;
  }

  Replica replica() {
    return replica;
  }

  Roster roster() {
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

  Inquiries inquiries() {
    return inquiries;
  }

  RepairSchedule repair() {
    return repair;
  }

  /** How the entries are given up when the node is no owner. */
  HandOver handOver() {
    return handOver;
  }

  /** Whether the node has had, at some time, all that there was. */
  boolean isWhole() {
    return whole;
  }

  void becomeWhole() {
    whole = true;
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
  void stand(boolean owner) {
    boolean doubts = replica.history().claimsNothing() && !repair.hasMetWhole();
    replica.stands(new Standing(owner || doubts, whole));
  }

  /** Whether all that somebody wants to give up is here, and is not to be given up itself. */
  boolean keeps(Keep question) {
    Clock own = replica.clock();
    CausalContext shown = own.operations().union(replica.history().loose());
    return whole && own.covers(question.clock()) && shown.covers(question.loose());
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
    inquiries.left(peer.node());
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
    } else if (frame instanceof Ask ask) {
      inquiries.received(peer, ask);
    } else if (frame instanceof Answered answered) {
      inquiries.received(peer, answered);
    }
  }

  /** Whether more was applied since the last call, here or, as far as is known, elsewhere. */
  @SuppressWarnings("ReferenceEquality") // an equal one is as good, but need not be compared
  boolean takeAdvanced() {
    Clock before = lastClock;
    lastClock = replica.clock();
    boolean heard = matrix.takeAdvanced();
    boolean answered = inquiries.takeAdvanced();
    return heard || answered || lastClock != before;
  }

  /** See {@link NodeCore#catchUp}. */
  List<ReplicaId> catchUp(SortedMap<ReplicaId, Long> missing) {
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
    return inquiries.before(deltas.source(node), node);
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
