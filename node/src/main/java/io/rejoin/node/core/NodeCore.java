package io.rejoin.node.core;

import io.rejoin.antientropy.fetch.Answer;
import io.rejoin.antientropy.fetch.Question;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Envelope;
import io.rejoin.membership.Member;
import io.rejoin.membership.MemberEvent;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Swim;
import io.rejoin.node.core.bundle.Bundles;
import io.rejoin.node.core.bundle.Withdrawal;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Refuse;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.frame.Refusal;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.group.Reach;
import io.rejoin.node.core.link.Drill;
import io.rejoin.node.core.link.LimitedNotices;
import io.rejoin.node.core.link.LinkContext;
import io.rejoin.node.core.link.Links;
import io.rejoin.node.core.link.Ousted;
import io.rejoin.node.core.link.Refused;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.core.link.Traffic;
import io.rejoin.node.core.rights.RightsBroker;
import io.rejoin.node.core.roster.Evictions;
import io.rejoin.node.core.roster.MemberNews;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.port.LinkId;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Transport;
import io.rejoin.node.port.TransportListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A node without threads, clocks and sockets: the protocol. Frames, ticks and dials go in through
 * the methods of this class, frames and dials come out at the {@link Transport}.
 *
 * <p>One thread at a time owns it, an event loop or a simulator, and calls everything here but what
 * is said to be for any thread. Nothing that a peer sends makes a method throw.
 *
 * <pre>
 * transport -> Links -> Swim             who is there
 *                    -> DeltaExchange    what was just written  -> Replica
 *                    -> RepairSchedule   what is missing        -> Replica
 *                    -> RightsBroker     who may take how much  -> Replica
 * </pre>
 */
public final class NodeCore implements TransportListener {

  /** What the core asks of the world; the random numbers are its own. */
  public record Ports(
      Transport transport, HybridClock time, RandomGenerator random, Notices notices) {}

  private final CoreConfig config;
  private final Replicas replicas;
  final Ticks ticks = new Ticks();
  private final Traffic traffic = new Traffic();
  private final Refused refused = new Refused();
  final LimitedNotices notices;
  final Swim swim;
  private final Roster roster;
  final Links links;
  final Endings endings;
  final Groups groups;
  final Operations operations;
  private final StatusBoard board;
  final Evictions evictions;
  private volatile Runnable onConfirmed = () -> {};
  private final MemberNews news;
  private boolean leaving;

  /** A node that holds all entries in one replica. */
  public NodeCore(CoreConfig config, Replica replica, Ports ports) {
    this(config, Replicas.of(replica), ports);
  }

  /** A node over its replicas, whose run must be that of the configured row. */
  public NodeCore(CoreConfig config, Replicas replicas, Ports ports) {
    this.replicas = replicas;
    Replica replica = replicas.all();
    Member self = config.self();
    if (!self.run().equals(replica.run())) {
      throw new IllegalArgumentException("row and replica are of two runs");
    }
    this.config = config;
    notices = new LimitedNotices(ports.notices(), ticks);
    news = new MemberNews(notices, ticks);
    roster = new Roster(self.id());
    endings = new Endings(replica, roster);
    swim = new Swim(endings.withAddresses(config.swim(), self.address()), self, ports.random());
    roster.update(swim.table().members(), swim.isSparse());
    LinkContext context =
        new LinkContext(config.links(), ports.transport(), ticks, traffic, refused, notices);
    links = new Links(config.hello(replicas.placing().digest()), context, new Router(this));
    evictions = new Evictions(roster, links);
    groups = new Groups(
        replicas,
        roster,
        new Groups.Node(config, links, context, ports.time(), endings.closings(), swim));
    RightsBroker.Node rights =
        new RightsBroker.Node(roster, endings.closings(), groups.all().lines(), ticks);
    operations = new Operations(config.rights(), replicas, rights);
    board =
        new StatusBoard(config, new StatusBoard.Sources(replicas, groups, roster, links, ticks));
  }

  // ---- for any thread

  /** What clients do, on threads of their own. */
  public Operations operations() {
    return operations;
  }

  /** All entries of this node. */
  public Replicas replicas() {
    return replicas;
  }

  /** Who is to hold which group, by the members that this node knows. */
  public Ownership ownership() {
    return groups.others().ownership();
  }

  /** Whether this node has had all that there was of a group; for the core's thread. */
  public boolean isWhole(GroupId group) {
    return groups.find(group).filter(Group::isWhole).isPresent();
  }

  /** Who is to hold what, and who does; for the core's thread. */
  Groups groups() {
    return groups;
  }

  /** The node as of the last publication, rarer in a large grid at which nobody looks. */
  public StatusView status() {
    return board.view();
  }

  /** Everybody on record, in the order of their ids. */
  public List<Member> members() {
    return roster.members();
  }

  /** Who is a member, for reading. */
  public Roster roster() {
    return roster;
  }

  /** For how long a member has not answered, if it does not. */
  public Optional<Duration> awayFor(NodeId member) {
    return news.awayFor(member);
  }

  /** The nodes that this one is linked to. */
  public List<NodeId> linked() {
    return links.linked();
  }

  /**
   * The members known to have applied an operation that this process did in a group. When it has
   * given the group up, all owners kept what it did.
   */
  public SortedSet<NodeId> confirmedBy(GroupId group, ReplicaId run, long number) {
    Optional<Group> known = groups.find(group);
    if (known.isPresent()) {
      return known.get().appliedBy(run, number);
    }
    boolean isJustBegun = replicas.of(group).isPresent();
    return new TreeSet<>(isJustBegun ? List.of(config.self().id()) : ownership().of(group));
  }

  /** Up to which number all operations of a run in a group are applied here. */
  public long appliedUpTo(GroupId group, ReplicaId run) {
    return groups.find(group).map(here -> here.appliedUpTo(run)).orElse(0L);
  }

  /** The nodes that are to keep an entry; any thread may ask. */
  public List<NodeId> ownersOf(EntryKey entry) {
    GroupId group = replicas.placing().of(entry);
    return group.equals(GroupId.ALL)
        ? roster.members().stream().filter(Roster::counts).map(Member::id).toList()
        : ownership().of(group);
  }

  /** Whether this node shows all that it could know of an entry; any thread may ask. */
  public boolean shows(EntryKey entry) {
    return groups.others().reach().shows(replicas.placing().of(entry));
  }

  /** Runs, on the owner's thread, when more was applied, here or, as far as is known, elsewhere. */
  public void onConfirmed(Runnable listener) {
    onConfirmed = listener;
  }

  /** Runs, on a writer's thread, when operations begin to wait for {@link #flush}; never blocks. */
  public void onOutgoing(Runnable listener) {
    replicas.onOutgoing(listener);
  }

  /** Why this node must stop, if it must: nothing that it does reaches the grid any more. */
  public Optional<Ousted> ousted() {
    return links.twins().ousted();
  }

  /** Whether a run is known to be over. */
  boolean isOver(ReplicaId run) {
    return endings.closings().isClosed(run);
  }

  /** What operators say of members; any thread may say it. */
  public Evictions evictions() {
    return evictions;
  }

  /** Cuts sites off, for practice; may be called from any thread. */
  public Drill drill() {
    return links.drill();
  }

  // ---- for the owner

  /** News in files. */
  public Bundles bundles() {
    return new Bundles(
        replicas.all(),
        new Bundles.Node(
            roster,
            groups.all().matrix(),
            groups.all().deltas()::flush,
            (node, runs) -> endings.over(node, runs, links),
            (key, dots) -> replicas.all().mutate(key, Withdrawal.TYPE, new Withdrawal(dots)),
            key -> replicas.placing().of(key).equals(GroupId.ALL)));
  }

  /**
   * Lets peers bring what is missing here of runs in a group up to these numbers; gives those runs
   * of which it is not certain that nobody has it. If this node does not keep the group, whatever
   * it fetches of it from now on will have all of that.
   */
  public List<ReplicaId> catchUp(GroupId group, SortedMap<ReplicaId, Long> wanted) {
    return groups.catchUp(group, wanted);
  }

  /**
   * Asks a member for what it has of an entry beyond what is known here.
   *
   * @param then hears once what it answers; nothing, if it cannot or its link has ended before
   * @return false if it cannot be asked now; nobody hears anything then
   */
  public boolean ask(NodeId member, Question question, Consumer<Optional<Answer>> then) {
    boolean asked = groups.inquiries().ask(member, question, then);
    links.pump();
    return asked;
  }

  /** Who can show the entries that this node cannot. */
  public Reach reach() {
    return groups.others().reach();
  }

  /** Begins to look for others. */
  public void start(long nanos) {
    tick(nanos);
  }

  /** Time passes: call it every 10 to 100 milliseconds, with a monotonic clock. */
  public void tick(long nanos) {
    ticks.advance(nanos);
    news.tick();
    swim.tick(ticks.now());
    evictions.drainTo(swim::evict);
    if (!leaving) {
      swim.nextDials(ticks.now()).forEach(links::dial);
      swim.surplus().forEach(this::release);
    }
    links.tick();
    groups.tick(ticks.now());
    endings.tick(ticks.now(), links);
    groups.all().repair().tick();
    operations.rights().tick();
    settle();
    board.tick(traffic.view(), refused.view());
  }

  private void release(NodeId node) {
    if (links.hasDialled(node)) {
      swim.released(node);
      links.part(node, new Refuse(Refusal.FULL, "not needed"));
    }
  }

  /** Sends what was written since the last time. */
  public void flush() {
    groups.flush();
    settle();
  }

  @Override
  public void opened(LinkId link, boolean dialled, String address) {
    links.opened(link, dialled, address);
    settle();
  }

  @Override
  public void frame(LinkId link, Bytes frame) {
    links.frame(link, frame);
    settle();
  }

  @Override
  public void closed(LinkId link, String reason) {
    links.closed(link, reason);
    settle();
  }

  @Override
  public void writable(LinkId link) {
    links.writable(link);
    settle();
  }

  @Override
  public void found(String address) {
    if (!leaving) {
      links.dial(address);
    }
  }

  /** Bytes of deltas that wait for a linked node. */
  public long waitingFor(NodeId node) {
    return groups.all().deltas().waitingFor(node);
  }

  /** Whether every linked node that takes it has applied all that this process did. */
  public boolean isSpread() {
    return groups.isSpread();
  }

  /** Before it leaves: owns nothing any more, and hands over its {@link Replicas#leftover}. */
  public void withdraw() {
    swim.withdraw();
  }

  /** Whether others that stay are known to have all that is here; for the core's thread. */
  public boolean isHandedOver() {
    return groups.isHandedOver();
  }

  /** Says good-bye for good: the others stop to wait for this node. It goes on answering. */
  public void leave() {
    leaving = true;
    replicas.leftover().ifPresent(notices::warn);
    groups.flush();
    swim.leave();
    settle();
  }

  Optional<Refuse> goodbye() {
    Refuse words = new Refuse(Refusal.LEAVING, config.self().name() + " stops");
    return leaving ? Optional.of(words) : Optional.empty();
  }

  /** Closes all links. */
  public void close() {
    leaving = true;
    goodbye().ifPresent(words -> links.linked().forEach(node -> links.part(node, words)));
  }

  /** Sends what the calls before have given rise to. */
  private void settle() {
    for (Envelope envelope : swim.drainOutbox()) {
      links.sendNow(envelope.to(), new Frame.Swim(envelope.message()));
    }
    List<MemberEvent> events = swim.drainEvents();
    if (groups.update(swim.table().members(), swim.isSparse())) {
      endings.rosterChanged(links);
      evictions.rosterChanged();
    }
    events.forEach(news::tell);
    endings.restarted(events, links);
    groups.pump();
    links.pump();
    if (groups.takeAdvanced()) {
      onConfirmed.run();
    }
  }
}
