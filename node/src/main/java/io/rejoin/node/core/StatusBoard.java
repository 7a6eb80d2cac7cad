package io.rejoin.node.core;

import io.rejoin.antientropy.NodeDigest;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.core.link.Traffic;
import io.rejoin.node.core.partner.Moves;
import io.rejoin.node.core.repair.RepairSchedule;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Roster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Publishes what operators see, so that they need no lock of the core's. */
final class StatusBoard {
  private static final long MILLI = 1_000_000;

  /** A view is as long as the grid is large: it is made less often then. */
  private static final long NANOS_PER_MEMBER = 10 * MILLI;

  /** Nor is one with many shards made so often: each of them is looked at. */
  private static final long NANOS_PER_GROUP = MILLI / 5;

  /** Where the figures come from. */
  record Sources(Replicas replicas, Groups groups, Roster roster, Links links, Ticks ticks) {
    Replica replica() {
      return replicas.all();
    }

    RepairSchedule repair() {
      return groups.all().repair();
    }

    ClockMatrix matrix() {
      return groups.all().matrix();
    }
  }

  /** So many times rarer a view of a large grid is made while nobody looks. */
  private static final int UNWATCHED = 20;

  private final CoreConfig config;
  private final Sources from;
  private volatile StatusView view;
  private volatile boolean watched;
  private long next;
  private long nextUnwatched;

  StatusBoard(CoreConfig config, Sources from) {
    this.config = config;
    this.from = from;
    Traffic.Flow none = new Traffic.Flow(0, 0);
    view = look(new Traffic.View(none, none, none), Collections.emptySortedMap());
  }

  StatusView view() {
    watched = true;
    return view;
  }

  void tick(Traffic.View traffic, SortedMap<String, Long> refused) {
    if (from.ticks.now() >= (watched ? next : nextUnwatched)) {
      watched = false;
      long least = from.roster.members().size() * NANOS_PER_MEMBER
          + from.replicas.groups().size() * NANOS_PER_GROUP;
      next = from.ticks.now() + Math.max(least, config.status().toNanos());
      int rarer = from.roster.isSparse() ? UNWATCHED : 1;
      nextUnwatched = from.ticks.now() + rarer * (next - from.ticks.now());
      view = look(traffic, refused);
    }
  }

  private StatusView look(Traffic.View traffic, SortedMap<String, Long> refused) {
    Replica replica = from.replica();
    replica.fold();
    NodeDigest root = replica.root();
    Clock clock = replica.clock();
    Optional<Moves> moves = from.groups.moves();
    List<Member> members = List.copyOf(from.roster.members());
    List<StatusView.Peer> peers = new ArrayList<>();
    boolean converged = from.groups.areSettled();
    for (Member member : members) {
      if (!member.id().equals(config.self().id()) && Roster.counts(member)) {
        Optional<RepairSchedule.Agreement> agreement = from.repair().agreement(member.id());
        peers.add(peer(member, clock, agreement));
        converged &= isOutOfSight(member.id()) || holdsTheSame(member.id(), root, clock);
      }
    }
    return new StatusView(
        config.grid().name(),
        from.roster.find(config.self().id()).orElse(config.self()),
        from.ticks.now() / MILLI,
        members,
        peers,
        root,
        root.count() + moves.map(Moves::entries).orElse(0L),
        converged,
        moves,
        traffic,
        refused,
        new StatusView.Forgetting(
            replica.removalCount(), replica.remembering(), from.matrix().behind(clock)),
        from.links.drill().sites());
  }

  /**
   * By the last comparison; and of who has no link here, such as another spoke of a hub, by what it
   * is known to have applied.
   */
  private boolean holdsTheSame(NodeId id, NodeDigest root, Clock clock) {
    boolean compared = from.repair()
        .agreement(id)
        .flatMap(RepairSchedule.Agreement::root)
        .filter(root::equals)
        .isPresent();
    return compared || (!from.links.isLinked(id) && from.matrix().of(id).equals(clock));
  }

  private StatusView.Peer peer(
      Member member, Clock own, Optional<RepairSchedule.Agreement> agreement) {
    NodeId id = member.id();
    OptionalLong ago = agreement.isPresent() && agreement.get().agreed()
        ? OptionalLong.of(agreement.get().nanosAgo() / MILLI)
        : OptionalLong.empty();
    return new StatusView.Peer(
        id,
        member.name(),
        member.site(),
        from.links.isLinked(id),
        agreement.isPresent() && agreement.get().agreed(),
        ago,
        isOutOfSight(id) ? 0 : from.matrix().missing(own, id));
  }

  /** In a large grid a node only knows the clocks of those that it is linked to. */
  private boolean isOutOfSight(NodeId id) {
    return from.roster.isSparse() && !from.links.isLinked(id);
  }
}
