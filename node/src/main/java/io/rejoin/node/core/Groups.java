package io.rejoin.node.core;

import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Answered;
import io.rejoin.node.core.frame.Frame.Ask;
import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import io.rejoin.node.core.frame.Frame.OfGroup;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.HoldingTable;
import io.rejoin.node.core.group.Inquiries;
import io.rejoin.node.core.group.JointSource;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.group.Reach;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.node.core.repair.SharedPace;
import io.rejoin.node.core.roster.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
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

  private final Replicas replicas;
  private final Roster roster;
  private final Links links;
  private final Group.Node node;
  private final Group all;
  private final SortedMap<GroupId, Group> groups = new ConcurrentSkipListMap<>();
  private final HoldingTable holdings = new HoldingTable();
  private final Ownership ownership;
  private final Reach reach;
  private final Inquiries inquiries;
  private final SharedPace pace = new SharedPace(MOST_SESSIONS);
  private long nextTelling;

  Groups(Replicas replicas, Roster roster, Group.Node parent) {
    this.replicas = replicas;
    this.roster = roster;
    links = parent.links();
    node = parent.paced(pace);
    all = new Group(GroupId.ALL, replicas.all(), roster, parent);
    ownership = new Ownership(replicas.placing(), roster.members());
    reach = new Reach(replicas.placing(), ownership, holdings, roster, links);
    inquiries = new Inquiries(this::answer, links);
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

  /** What this node can show, and who else can. */
  Reach reach() {
    return reach;
  }

  /** What others have of single entries. */
  Inquiries inquiries() {
    return inquiries;
  }

  private boolean owns(GroupId group) {
    return ownership.owns(roster.self(), group);
  }

  /** Any thread may ask. */
  Optional<Group> find(GroupId group) {
    return group.equals(GroupId.ALL) ? Optional.of(all) : Optional.ofNullable(groups.get(group));
  }

  // ---- who takes part

  /** Takes up what was begun by writers since the last time. */
  void takeUp() {
    List<Group> begun = new ArrayList<>();
    for (GroupId id : replicas.groups()) {
      if (!groups.containsKey(id)) {
        begun.add(begin(id));
      }
    }
    if (!begun.isEmpty()) {
      tell(holdings(begun, false));
    }
  }

  private Group begin(GroupId id) {
    Group group = new Group(id, replicas.begin(id), new Roster(roster), node);
    group.replica().stands(() -> group.standing(owns(id)));
    if (reach.isEmpty(id)) {
      group.becomeWhole();
    }
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
    reach.has(id, group.isWhole());
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
      tell(holdings(List.of(begin(id)), false));
    }
  }

  void joined(Peer peer) {
    all.joined(peer);
    if (!areUsed()) {
      return;
    }
    links.sendNow(peer.node(), holdings(groups.values(), true));
    for (Group group : groups.values()) {
      if (belongs(peer.node(), group.id())) {
        group.joined(peer);
      }
    }
  }

  void left(Peer peer) {
    all.left(peer);
    inquiries.left(peer.node());
    holdings.left(peer.node());
    for (Group group : groups.values()) {
      if (group.lines().isLinked(peer.node())) {
        group.left(peer);
      }
    }
  }

  private Holdings holdings(Collection<Group> told, boolean areAll) {
    List<GroupId> whole = new ArrayList<>();
    List<GroupId> part = new ArrayList<>();
    told.forEach(group -> (group.isWhole() ? whole : part).add(group.id()));
    return new Holdings(ownership.view(), areAll, whole, part, List.of());
  }

  private void tell(Holdings news) {
    links.linked().forEach(peer -> links.sendNow(peer, news));
  }

  // ---- what members say

  /** A frame that is about entries. */
  void received(Peer from, Frame frame) throws RefusedFrame {
    if (frame instanceof Holdings said) {
      holdings.heard(from.node(), said).forEach(this::changed);
    } else if (frame instanceof OfGroup part) {
      received(from, part);
    } else if (frame instanceof Ask ask) {
      inquiries.received(from, ask);
    } else if (frame instanceof Answered answered) {
      inquiries.received(from, answered);
    } else {
      all.received(from, frame);
    }
  }

  /** A piece of a long frame of repair has come. */
  void progress(NodeId from) {
    all.repair().progress(from);
    groups.values().forEach(group -> group.repair().progress(from));
  }

  private void changed(GroupId id) {
    inquiries.stir();
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

  /** Who does not take part in a group is told only by those who can show it. */
  private Optional<Answer> answer(NodeId asker, Question question) {
    GroupId id = replicas.placing().of(question.key());
    Group group = groups.get(id);
    boolean may = reach.shows(id) || (group != null && group.lines().isLinked(asker));
    if (!may || !catchUp(id, question.wanted()).isEmpty()) {
      return Optional.empty();
    }
    Optional<Answer> known = replicas.of(id).map(question::answer);
    return known.isEmpty() && reach.isEmpty(id) ? Optional.of(Answer.NOTHING) : known;
  }

  /** See {@link NodeCore#catchUp}. */
  List<ReplicaId> catchUp(GroupId id, SortedMap<ReplicaId, Long> wanted) {
    if (!reach.isOwner(id)) {
      return reach.raise(id, wanted) ? List.of() : List.copyOf(wanted.keySet());
    }
    return find(id).map(group -> group.catchUp(wanted)).orElse(List.copyOf(wanted.keySet()));
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
    flush();
    all.deltas().tick(now);
    reach.tick();
    inquiries.tick();
    if (areUsed() && now >= nextTelling) {
      nextTelling = now + TELLING;
      tell(holdings(groups.values(), true));
    }
    for (Group group : List.copyOf(groups.values())) {
      group.deltas().tick(now);
      becomeWhole(group);
      reach.has(group.id(), group.isWhole());
      if (!owns(group.id())) {
        handOver(group, now);
      }
    }
  }

  /** Begins what repair is due. */
  void repair() {
    all.repair().tick();
    pace.tick(groups.values().stream().map(Group::repair).toList());
  }

  /** By a session with one that is; or because nobody is. */
  private void becomeWhole(Group group) {
    boolean may = group.repair().hasMetWhole() || reach.isNobodyWhole(group.id());
    if (!group.isWhole() && may) {
      group.becomeWhole();
      tell(holdings(List.of(group), false));
    }
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
      reach.gaveUp(group.id());
      tell(new Holdings(ownership.view(), false, List.of(), List.of(), List.of(group.id())));
    }
  }

  // ---- what waits

  /** Whether more was applied since the last call, here or, as far as is known, elsewhere. */
  boolean takeAdvanced() {
    boolean answered = inquiries.takeAdvanced();
    boolean any = all.takeAdvanced() || answered;
    return groups.values().stream().map(Group::takeAdvanced).reduce(any, Boolean::logicalOr);
  }

  /** Whether every delta was handed to the transport. */
  boolean areDrained() {
    return all.deltas().isDrained()
        && groups.values().stream().allMatch(group -> group.deltas().isDrained());
  }

  /** What waits for a linked node, of all groups. */
  DeltaSource source(NodeId peer) {
    DeltaSource deltas = groups.isEmpty()
        ? all.source(peer)
        : new JointSource(() -> Stream.concat(Stream.of(all), groups.values().stream())
            .map(group -> new JointSource.Part(group.source(peer), group.lines())));
    return inquiries.before(deltas, peer);
  }
}
