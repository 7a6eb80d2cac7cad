package io.rejoin.node.core;

import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import io.rejoin.node.core.frame.Frame.OfGroup;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.HoldingTable;
import io.rejoin.node.core.group.JointSource;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.LinkContext;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.node.core.repair.RepairSchedule;
import io.rejoin.node.core.roster.Closings;
import io.rejoin.node.core.roster.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The groups of entries that not every node holds: who owns them, in which of them this node takes
 * part, and how entries get to new owners and leave old ones.
 *
 * <p>An owner begins to take part when somebody else does, or when something is written here. A
 * node that is no owner takes part as a guest: because it was one, or because something was written
 * here. A guest gives only. It gives up what it has when all owners keep it ({@code HandOver}). So
 * a write at the wrong node, a node that joins, one that leaves and a view that was wrong all go
 * the same way.
 */
final class Groups {
  /** Sessions that go on at one time in all groups. */
  private static final int MOST_SESSIONS = 8;

  /** So often everything is told again, in case it was lost. */
  private static final long TELLING = Duration.ofSeconds(10).toNanos();

  /** What groups ask of their node. */
  record Node(
      CoreConfig config,
      Links links,
      LinkContext context,
      HybridClock time,
      Closings closings,
      Predicate<NodeId> swift) {}

  private final Replicas replicas;
  private final Roster roster;
  private final Links links;
  private final Group.Node node;
  private final Group all;
  private final SortedMap<GroupId, Group> groups = new TreeMap<>();
  private final HoldingTable holdings = new HoldingTable();
  private final Ownership ownership;
  private int sessions;
  private long nextTelling;

  Groups(Replicas replicas, Roster roster, Node parent) {
    this.replicas = replicas;
    this.roster = roster;
    links = parent.links();
    LinkContext context = parent.context();
    node = new Group.Node(
        parent.config(),
        links,
        parent.time(),
        context.ticks(),
        parent.closings(),
        parent.swift(),
        context::noticeAhead,
        new Budget());
    all = new Group(GroupId.ALL, replicas.all(), roster, node.paced(RepairSchedule.Pace.FREE));
    ownership = new Ownership(replicas.placing(), roster.members());
    takeUp();
  }

  /** The group of all nodes. */
  Group all() {
    return all;
  }

  private boolean areUsed() {
    return replicas.placing().isUsed();
  }

  /** Who is to hold what. */
  Ownership ownership() {
    return ownership;
  }

  private boolean owns(GroupId group) {
    return ownership.owns(roster.self(), group);
  }

  Optional<Group> find(GroupId group) {
    return Optional.ofNullable(groups.get(group));
  }

  // ---- who takes part

  /** Takes up what was begun by writers since the last time. */
  void takeUp() {
    List<GroupId> begun = new ArrayList<>();
    for (GroupId id : replicas.groups()) {
      if (!groups.containsKey(id)) {
        begin(id);
        begun.add(id);
      }
    }
    if (!begun.isEmpty()) {
      tell(new Holdings(ownership.view(), false, List.of(), begun, List.of()));
    }
  }

  private Group begin(GroupId id) {
    Group group = new Group(id, replicas.begin(id), new Roster(roster), node);
    groups.put(id, group);
    reckon(group);
    return group;
  }

  /** Who belongs to a group has changed, perhaps. */
  private void reckon(Group group) {
    GroupId id = group.id();
    Set<NodeId> before = new TreeSet<>();
    group.roster().members().forEach(member -> before.add(member.id()));
    List<Member> members = roster.members().stream()
        .filter(member -> belongs(member.id(), id))
        .map(member -> member.withRun(id.run(member.run())))
        .toList();
    group.update(members, roster.isSparse());
    for (Member member : members) {
      boolean isNew = !member.id().equals(roster.self()) && !group.lines().isLinked(member.id());
      if (isNew) {
        links.peer(member.id()).ifPresent(group::joined);
      }
      before.remove(member.id());
    }
    for (NodeId gone : before) {
      links.peer(gone).ifPresent(group::left);
    }
    group.stand(owns(group.id()));
  }

  private boolean belongs(NodeId member, GroupId group) {
    return member.equals(roster.self())
        || ownership.owns(member, group)
        || holdings.holders(group).contains(member);
  }

  /** Takes the table's present rows and says whether they are others than before. */
  boolean update(List<Member> members, boolean sparse) {
    boolean news = all.update(members, sparse);
    if (news && areUsed()) {
      reckon();
    }
    return news;
  }

  private void reckon() {
    if (ownership.update(roster.members())) {
      tell(new Holdings(ownership.view(), false, List.of(), List.of(), List.of()));
      holdings.groups().forEach(this::beginIfOwner);
    }
    groups.values().forEach(this::reckon);
  }

  private void beginIfOwner(GroupId id) {
    if (!groups.containsKey(id) && owns(id)) {
      begin(id);
      tell(new Holdings(ownership.view(), false, List.of(), List.of(id), List.of()));
    }
  }

  void joined(Peer peer) {
    all.joined(peer);
    if (!areUsed()) {
      return;
    }
    links.sendNow(peer.node(), everything());
    for (Group group : groups.values()) {
      if (belongs(peer.node(), group.id())) {
        group.joined(peer);
      }
    }
  }

  void left(Peer peer) {
    all.left(peer);
    for (Group group : groups.values()) {
      if (group.lines().isLinked(peer.node())) {
        group.left(peer);
      }
    }
  }

  private Holdings everything() {
    List<GroupId> whole = new ArrayList<>();
    List<GroupId> part = new ArrayList<>();
    groups.forEach((id, group) -> (group.isWhole() ? whole : part).add(id));
    return new Holdings(ownership.view(), true, whole, part, List.of());
  }

  private void tell(Holdings news) {
    links.linked().forEach(peer -> links.sendNow(peer, news));
  }

  // ---- what members say

  /** A frame that is about entries. */
  void received(Peer from, Frame frame) throws RefusedFrame {
    if (frame instanceof Holdings said) {
      received(from, said);
    } else if (frame instanceof OfGroup part) {
      received(from, part);
    } else {
      all.received(from, frame);
    }
  }

  /** A piece of a long frame of repair has come. */
  void progress(NodeId from) {
    all.repair().progress(from);
    groups.values().forEach(group -> group.repair().progress(from));
  }

  private void received(Peer from, Holdings said) {
    for (GroupId id : holdings.heard(from.node(), said)) {
      changed(id);
    }
  }

  private void changed(GroupId id) {
    Group group = groups.get(id);
    if (group != null) {
      reckon(group);
    } else if (!holdings.holders(id).isEmpty()) {
      beginIfOwner(id);
    }
  }

  private void received(Peer from, OfGroup part) throws RefusedFrame {
    GroupId id = part.group();
    if (id.number() > replicas.placing().count()) {
      return;
    }
    if (holdings.shown(from.node(), id)) {
      changed(id);
    }
    Group group = groups.get(id);
    if (group == null) {
      return; // by the sender's view this node is an owner, by its own it is not
    }
    if (part.frame() instanceof Keep question) {
      answer(from.node(), group, question);
    } else if (part.frame() instanceof Kept answer) {
      group.handOver().received(from.node(), answer);
    } else {
      group.received(from, part.frame());
    }
  }

  private void answer(NodeId from, Group group, Keep question) {
    if (question.view() == ownership.view() && owns(group.id()) && group.keeps(question)) {
      group.lines().sendRepair(from, new Kept(question.number()));
    }
  }

  // ---- time

  /** Sends what was written since the last time. */
  void flush() {
    all.deltas().flush();
    takeUp();
    groups.values().forEach(group -> group.deltas().flush());
  }

  void tick(long now) {
    all.deltas().flush();
    all.deltas().tick(now);
    takeUp();
    if (areUsed() && now >= nextTelling) {
      nextTelling = now + TELLING;
      tell(everything());
    }
    for (Group group : List.copyOf(groups.values())) {
      group.deltas().flush();
      group.deltas().tick(now);
      becomeWhole(group);
      if (!owns(group.id())) {
        handOver(group, now);
      }
    }
  }

  /** Begins what repair is due. */
  void repair() {
    all.repair().tick();
    sessions =
        groups.values().stream().mapToInt(group -> group.repair().count()).sum();
    for (Group group : groups.values()) {
      int before = group.repair().count();
      group.repair().tick();
      sessions += group.repair().count() - before;
    }
  }

  /** By a session with one that is; or because nobody is. */
  private void becomeWhole(Group group) {
    group.stand(owns(group.id()));
    if (!group.isWhole() && (group.repair().hasMetWhole() || isNobodyWhole(group.id()))) {
      group.becomeWhole();
      group.stand(owns(group.id()));
      tell(new Holdings(ownership.view(), false, List.of(group.id()), List.of(), List.of()));
    }
  }

  private boolean isNobodyWhole(GroupId id) {
    return owns(id)
        && roster.unmet().isEmpty()
        && roster.members().stream()
            .filter(member -> Roster.counts(member) && !member.id().equals(roster.self()))
            .allMatch(member -> links.isLinked(member.id())
                && holdings.view(member.id()) == ownership.view()
                && !holdings.isWhole(member.id(), id));
  }

  private void handOver(Group group, long now) {
    Replica replica = group.replica();
    Clock clock = replica.clock();
    boolean kept = group
        .handOver()
        .tick(
            now,
            ownership.view(),
            ownership.of(group.id()),
            clock,
            replica.history().loose());
    long last = clock.operations().last(replica.run());
    if (kept && replicas.end(group.id(), Math.max(last, replica.first()))) {
      group.lines().linked().stream()
          .flatMap(peer -> links.peer(peer).stream())
          .forEach(group::left);
      groups.remove(group.id());
      tell(new Holdings(ownership.view(), false, List.of(), List.of(), List.of(group.id())));
    }
  }

  // ---- what waits

  /** Whether more was applied since the last call, here or, as far as is known, elsewhere. */
  boolean takeAdvanced() {
    boolean any = all.takeAdvanced();
    return groups.values().stream().map(Group::takeAdvanced).reduce(any, Boolean::logicalOr);
  }

  /** Whether every delta was handed to the transport. */
  boolean areDrained() {
    return all.deltas().isDrained()
        && groups.values().stream().allMatch(group -> group.deltas().isDrained());
  }

  /** What waits for a linked node, of all groups. */
  DeltaSource source(NodeId peer) {
    return groups.isEmpty()
        ? all.source(peer)
        : new JointSource(() -> Stream.concat(Stream.of(all), groups.values().stream())
            .map(group -> new JointSource.Part(group.source(peer), group.lines())));
  }

  private final class Budget implements RepairSchedule.Pace {
    @Override
    public boolean mayBegin() {
      return sessions < MOST_SESSIONS;
    }

    @Override
    public int rarer() {
      return Math.max(1, groups.size() / MOST_SESSIONS);
    }
  }
}
