package io.rejoin.node.core;

import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Swim;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Answered;
import io.rejoin.node.core.frame.Frame.Ask;
import io.rejoin.node.core.frame.Frame.Holdings;
import io.rejoin.node.core.frame.Frame.OfGroup;
import io.rejoin.node.core.frame.Frame.Relayed;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.Inquiries;
import io.rejoin.node.core.group.JointSource;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.group.Reach;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.link.LinkContext;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.RefusedFrame;
import io.rejoin.node.core.partner.Moves;
import io.rejoin.node.core.partner.Others;
import io.rejoin.node.core.repair.RepairSchedule;
import io.rejoin.node.core.repair.SharedPace;
import io.rejoin.node.core.roster.Closings;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

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
final class Groups implements Ways.Ends {
  /** So often all groups are looked at; there may be thousands, and ticks are short. */
  private static final long ROUND = Duration.ofMillis(100).toNanos();

  /** What groups ask of their node. */
  record Node(
      CoreConfig config,
      Links links,
      LinkContext context,
      HybridClock time,
      Closings closings,
      Swim swim) {}

  private final Replicas replicas;
  private final Roster roster;
  private final Links links;
  private final Group.Node node;
  private final Group all;
  private final SortedMap<GroupId, Group> groups = new ConcurrentSkipListMap<>();
  private final Others others;
  private final Ownership ownership;
  private final Ways ways;
  private final Reach reach;
  private final Inquiries inquiries;
  private final Set<GroupId> moved = new TreeSet<>(); // since somebody asked
  private long nextRound;
  private final SharedPace pace;

  Groups(Replicas replicas, Roster roster, Node parent) {
    this.replicas = replicas;
    this.roster = roster;
    links = parent.links();
    pace = new SharedPace(parent.config().repair().shardSessions());
    others = new Others(
        new Others.Node(
            parent.config().self(),
            links,
            roster,
            parent.swim(),
            parent.context().ticks(),
            replicas.all().run(),
            replicas.all().history()),
        replicas.placing(),
        this::everything);
    ownership = others.ownership();
    ways = others.ways();
    reach = others.reach();
    node = new Group.Node(parent, ways, pace, ownership);
    all = new Group(GroupId.ALL, replicas.all(), roster, node.paced(RepairSchedule.Pace.FREE));
    inquiries = new Inquiries(this::answer, ways);
    takeUp();
  }

  /** The group of all nodes. */
  Group all() {
    return all;
  }

  /** Who is to hold what, and who can show it. */
  Others others() {
    return others;
  }

  /** What others have of single entries. */
  Inquiries inquiries() {
    return inquiries;
  }

  /** Any thread may ask. */
  Optional<Group> find(GroupId group) {
    return group.equals(GroupId.ALL) ? Optional.of(all) : Optional.ofNullable(groups.get(group));
  }

  /** Takes up what was begun by writers since the last time. */
  void takeUp() {
    List<Group> begun = new ArrayList<>();
    for (GroupId id : replicas.takeBegun()) {
      if (!groups.containsKey(id)) {
        begun.add(begin(id));
      }
    }
    others.telling().news(begun);
  }

  private Group begin(GroupId id) {
    Group group = new Group(id, replicas.begin(id), new Roster(roster), node);
    group.replica().stands(group::standing);
    if (reach.wasEmpty(id) && !group.replica().history().claimsNothing()) {
      group.becomeWhole();
    }
    groups.put(id, group);
    reckon(group);
    return group;
  }

  /** Who belongs to a group has changed, perhaps. */
  private void reckon(Group group) {
    group.reckon(others.members(group.id()), roster.isSparse(), ways);
    reach.has(group.id(), group.isWhole());
  }

  /** Takes the table's present rows and says whether they are others than before. */
  boolean update(List<Member> members, boolean sparse) {
    boolean news = all.update(members, sparse);
    if (news && replicas.placing().isUsed()) {
      reckon();
    }
    return news;
  }

  private void reckon() {
    beginOwned(others.update());
    groups.values().forEach(this::reckon);
  }

  private void beginOwned(Collection<GroupId> ids) {
    List<Group> begun = ids.stream()
        .filter(id -> !groups.containsKey(id) && ownership.isOwner(id))
        .map(this::begin)
        .toList();
    others.telling().news(begun);
  }

  /** A node is linked. */
  void linked(Peer peer) {
    ways.began(peer.node(), this);
    all.joined(peer);
    if (replicas.placing().isUsed()) {
      links.sendNow(peer.node(), everything());
      joined(peer);
    }
  }

  /** A linked node no longer is. */
  void unlinked(Peer peer) {
    all.left(peer);
    left(peer);
    ways.ended(peer.node(), this);
  }

  @Override
  public void joined(Peer peer) {
    inquiries.stir();
    for (Group group : groups.values()) {
      if (others.belongs(peer.node(), group.id())) {
        group.joined(peer);
      }
    }
  }

  @Override
  public void left(Peer peer) {
    inquiries.left(peer.node());
    others.holdings().left(peer.node());
    for (Group group : groups.values()) {
      if (group.lines().isLinked(peer.node())) {
        group.left(peer);
      }
    }
  }

  @Override
  public Holdings everything() {
    return others.telling().everything(groups.values());
  }

  /** A frame that is about entries. */
  void received(Peer from, Frame frame) throws RefusedFrame {
    if (frame instanceof Relayed passed) {
      Optional<Peer> who = ways.received(from, passed, this);
      if (who.isPresent()) {
        received(who.get(), passed.frame());
      }
    } else if (frame instanceof Holdings said) {
      others.holdings().heard(from.node(), said).forEach(this::changed);
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
    } else if (!others.holdings().holders(id).isEmpty()) {
      beginOwned(List.of(id));
    }
  }

  private void received(Peer from, OfGroup part) throws RefusedFrame {
    GroupId id = part.group();
    if (id.number() > replicas.placing().count()) {
      return;
    }
    if (others.holdings().shown(from.node(), id)) {
      changed(id);
    }
    Group group = groups.get(id);
    if (group == null) {
      return; // by the sender's view this node is an owner, by its own it is not
    }
    group.received(from, part.frame());
    moved.add(id);
  }

  /** Who does not take part in a group is told only by those who can show it. */
  private Optional<Answer> answer(NodeId asker, Question question) {
    GroupId id = replicas.placing().of(question.key());
    Group group = groups.get(id);
    boolean may = (reach.shows(id) || (group != null && group.lines().isLinked(asker)))
        && catchUp(id, question.wanted()).isEmpty();
    Optional<Answer> known = replicas.of(id).filter(any -> may).map(question::answer);
    return known.or(() -> Optional.of(Answer.NOTHING).filter(any -> may && reach.isEmpty(id)));
  }

  /** See {@link NodeCore#catchUp}. */
  List<ReplicaId> catchUp(GroupId id, SortedMap<ReplicaId, Long> wanted) {
    return ownership.isOwner(id)
        ? find(id).map(group -> group.catchUp(wanted)).orElse(List.copyOf(wanted.keySet()))
        : reach.raise(id, wanted);
  }

  /** Sends what was written since the last time. */
  void flush() {
    flush(replicas.takeWritten());
  }

  private void flush(Collection<GroupId> written) {
    all.deltas().flush();
    takeUp();
    written.forEach(id -> find(id).ifPresent(group -> group.deltas().flush()));
    moved.addAll(written);
  }

  void tick(long now) {
    all.takeBack();
    all.deltas().tick(now);
    others.tick(now, groups.values(), this);
    inquiries.tick();
    if (now >= nextRound) {
      nextRound = now + ROUND;
      round(now);
    } else {
      flush();
    }
  }

  private void round(long now) {
    flush(List.copyOf(groups.keySet()));
    for (Group group : List.copyOf(groups.values())) {
      group.deltas().tick(now);
      group.deltas().wakeWaiting();
      becomeWhole(group, now);
      reach.has(group.id(), group.isWhole());
      if (!group.isOwner()) {
        handOver(group, now);
      }
    }
    pace.tick(groups.values().stream().map(Group::repair).toList());
  }

  /** By a session with one that is; or because nobody is. */
  private void becomeWhole(Group group, long now) {
    if (!group.isWhole()
        && (group.repair().hasMetWhole() || others.isNobodyWhole(group.id(), now))) {
      group.becomeWhole();
      others.telling().news(List.of(group));
    }
  }

  private void handOver(Group group, long now) {
    OptionalLong last = group.kept(now);
    if (last.isPresent() && replicas.end(group.id(), last.getAsLong())) {
      group.leaveAll(ways);
      groups.remove(group.id());
      reach.gaveUp(group.id());
      others.telling().ended(group.id());
    }
  }

  /** Whether more was applied since the last call, here or, as far as is known, elsewhere. */
  boolean takeAdvanced() {
    boolean answered = inquiries.takeAdvanced();
    boolean any = all.takeAdvanced() || answered;
    List<Group> may = moved.stream().flatMap(id -> find(id).stream()).toList();
    moved.clear();
    return may.stream().map(Group::takeAdvanced).reduce(any, Boolean::logicalOr);
  }

  /** Whether all members that are reached, and take it, have applied what this process did. */
  boolean isSpread() {
    return all.hasSpreadTo(links.linked())
        && groups.values().stream().allMatch(group -> group.hasSpreadTo(ownership.of(group.id())));
  }

  /** How the moves of shards stand; nothing, where every node holds everything. */
  Optional<Moves> moves() {
    return replicas.placing().isUsed()
        ? Optional.of(others.survey().of(groups.values(), pace.most()))
        : Optional.empty();
  }

  /** Whether this node and the linked owners of what it holds have the same of it. */
  boolean areSettled() {
    return groups.values().stream().allMatch(Group::isSettled);
  }

  /** Whether others that stay have all that is here. */
  boolean isHandedOver() {
    return replicas.groups().isEmpty() && all.hasHeir(others::stays) && isSpread();
  }

  /** Queues what waits for those that are reached over others. */
  void pump() {
    ways.pump(this::source);
  }

  /** What waits for a node, of all groups. */
  DeltaSource source(NodeId peer) {
    DeltaSource first = all.source(peer);
    DeltaSource deltas = groups.isEmpty()
        ? first
        : new JointSource(
            first,
            ways.due(peer),
            id -> find(id).map(group -> new JointSource.Part(group.source(peer), group.lines())));
    return inquiries.before(deltas, peer);
  }
}
