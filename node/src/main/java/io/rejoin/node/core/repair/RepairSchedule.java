package io.rejoin.node.core.repair;

import io.rejoin.antientropy.Entries;
import io.rejoin.antientropy.Message;
import io.rejoin.antientropy.NodeDigest;
import io.rejoin.antientropy.Session;
import io.rejoin.antientropy.Session.Outcome;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Ending;
import io.rejoin.node.core.frame.Frame.Repair;
import io.rejoin.node.core.frame.Frame.RepairEnd;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.core.roster.Bridges;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Lines;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repair whatever is missing later. Every interval one linked node is compared with, the one
 * longest without; at once after a link came up, after a gap showed, and after news came that
 * others may lack. Of a pair of sites only the bridge compares at once, its siblings hear from it.
 * One session at a time per peer; where both begin one, that of the smaller node goes on.
 *
 * <p>A session that stalls is given up: what it joined stays joined, the next one finds less.
 */
public final class RepairSchedule {

  /** What repair asks of its node. */
  public record Node(
      Entries entries,
      Supplier<NodeDigest> root,
      Roster roster,
      Lines links,
      Bridges bridges,
      Ticks ticks,
      Runnable beforeSnapshot,
      Pace pace) {}

  /** How much repair a node does at one time, in all groups. */
  public interface Pace {
    /** No bounds but those of the group itself. */
    Pace FREE = new Pace() {
      @Override
      public boolean mayBegin() {
        return true;
      }

      @Override
      public int rarer() {
        return 1;
      }
    };

    /** Whether another session may begin. */
    boolean mayBegin();

    /** So many times rarer a regular session is. */
    int rarer();
  }

  /** Beyond so many members regular sessions are rarer: what they compare grows with the grid. */
  private static final int MEMBERS = 48;

  /**
   * Sessions are numbered from the microsecond at which the node began to take part: if it did so
   * before, what was said then may still be on its way, and must not be taken for an answer.
   */
  private static final int MICROSECOND = 10;

  private static final long NEVER = Long.MAX_VALUE;

  private final RepairConfig config;
  private final Node node;
  private final NodeId self;
  private final SortedMap<NodeId, Partner> partners = new TreeMap<>();
  private final SortedMap<NodeId, Partner> linked = new TreeMap<>();
  private long nextRegular;
  private long sessions;
  private boolean settled;
  private boolean metWhole;

  /** What is known of a peer's agreement with this node, also while it is not linked. */
  private static final class Partner {
    private long urgentAt = NEVER;
    private long comparedAt = -1;
    private boolean agreed;
    private @Nullable NodeDigest agreedRoot;
    private @Nullable Peer linked;
    private @Nullable Running running;
    private long lastAnswered;
  }

  private static final class Running {
    private final long number;
    private final boolean initiator;
    private final Session session;
    private final NodeDigest root;
    private final long startedAt;
    private long progressAt;

    Running(long number, boolean initiator, Session session, NodeDigest root, long now) {
      this.number = number;
      this.initiator = initiator;
      this.session = session;
      this.root = root;
      startedAt = now;
      progressAt = now;
    }
  }

  public RepairSchedule(RepairConfig config, NodeId self, Node node) {
    this.config = config;
    this.self = self;
    this.node = node;
    sessions = now() >> MICROSECOND;
  }

  // ---- peers

  public void joined(Peer peer) {
    Partner partner = partner(peer.node());
    partner.linked = peer;
    linked.put(peer.node(), partner);
    partner.running = null;
    partner.lastAnswered = 0;
    if (node.bridges().leadTo(peer)) {
      boolean first = self.compareTo(peer.node()) < 0;
      partner.urgentAt = now() + (first ? 0 : config.interval().toNanos());
    }
  }

  public void left(Peer peer) {
    Partner partner = partner(peer.node());
    partner.linked = null;
    linked.remove(peer.node());
    partner.running = null;
    partner.agreed = false;
    partner.urgentAt = NEVER;
  }

  /** Operations of this node, or through it, got lost on the way. */
  public void missing(NodeId from) {
    Partner partner = partner(from);
    long soon = Math.max(now(), partner.comparedAt + config.interval().toNanos());
    partner.urgentAt = Math.min(partner.urgentAt, soon);
  }

  /** A piece of a long message arrived. */
  public void progress(NodeId from) {
    Running running = partner(from).running;
    if (running != null) {
      running.progressAt = now();
    }
  }

  // ---- time

  public void tick() {
    linked.forEach(this::giveUpIfStalled);
    if (count() >= capacity() || !node.pace().mayBegin()) {
      return;
    }
    NodeId urgent = mostUrgent();
    if (urgent != null) {
      begin(urgent);
    } else if (now() >= nextRegular) {
      int factor = Math.max(node.pace().rarer(), node.roster().members().size() / MEMBERS);
      nextRegular = now() + factor * config.interval().toNanos();
      NodeId next = longestWithout();
      if (next != null) {
        begin(next);
      }
    }
  }

  private void giveUpIfStalled(NodeId peer, Partner partner) {
    Running running = partner.running;
    if (running == null) {
      return;
    }
    boolean stalled = now() - running.progressAt > config.timeout().toNanos();
    if (stalled && node.links().repairWaits(peer)) {
      running.progressAt = now();
      stalled = false;
    }
    if (stalled || now() - running.startedAt > config.maxAge().toNanos()) {
      abandon(peer, partner, running, now());
    }
  }

  private @Nullable NodeId mostUrgent() {
    NodeId best = null;
    long bestAt = NEVER;
    for (var each : linked.entrySet()) {
      Partner partner = each.getValue();
      if (isFree(partner) && partner.urgentAt <= now() && partner.urgentAt < bestAt) {
        best = each.getKey();
        bestAt = partner.urgentAt;
      }
    }
    return best;
  }

  private @Nullable NodeId longestWithout() {
    NodeId best = null;
    long bestAt = NEVER;
    for (var each : linked.entrySet()) {
      Partner partner = each.getValue();
      Peer peer = partner.linked;
      if (peer != null && isFree(partner) && partner.comparedAt < bestAt && isDue(peer, partner)) {
        best = each.getKey();
        bestAt = partner.comparedAt;
      }
    }
    return best;
  }

  private boolean isDue(Peer peer, Partner partner) {
    return now() - partner.comparedAt >= config.crossSite().toNanos()
        || node.bridges().leadTo(peer);
  }

  private static boolean isFree(Partner partner) {
    return partner.linked != null && partner.running == null;
  }

  /** Whether a session with somebody who has had everything left nothing to repair. */
  public boolean hasMetWhole() {
    return metWhole;
  }

  /** How many sessions go on. */
  public int count() {
    int count = 0;
    for (Partner partner : linked.values()) {
      count += partner.running == null ? 0 : 1;
    }
    return count;
  }

  /** A node that has nothing yet fetches it from one peer, not from all at once. */
  private int capacity() {
    return settled ? config.maxSessions() : 1;
  }

  // ---- sessions

  private void begin(NodeId peer) {
    Partner partner = partner(peer);
    Running running = start(partner, ++sessions, true);
    say(peer, running, running.session.initiate());
  }

  private Running start(Partner partner, long number, boolean initiator) {
    node.beforeSnapshot().run();
    Session session = new Session(node.entries(), config.limits());
    Running running = new Running(number, initiator, session, node.root().get(), now());
    partner.running = running;
    partner.urgentAt = NEVER;
    return running;
  }

  public void received(Peer from, Repair frame) {
    Partner partner = partner(from.node());
    Running running = partner.running;
    if (frame.byInitiator() && frame.message().opens()) {
      running = answer(from.node(), partner, frame);
    } else if (running == null || !isOf(running, frame.session(), frame.byInitiator())) {
      node.links().sendRepair(from.node(), end(frame, Ending.UNKNOWN));
      return;
    }
    if (running == null) {
      return;
    }
    running.progressAt = now();
    if (!node.links().hasRepairRoom(from.node())) {
      abandon(from.node(), partner, running, now() + config.interval().toNanos());
      return;
    }
    say(from.node(), running, running.session.reconcile(frame.message()));
    running.session.outcome().ifPresent(outcome -> finish(from, partner, outcome));
  }

  /** The session in which to answer an Open, if in any. */
  private @Nullable Running answer(NodeId from, Partner partner, Repair frame) {
    Running running = partner.running;
    if (running != null && isOf(running, frame.session(), true)) {
      return running;
    }
    boolean late = frame.session() <= partner.lastAnswered;
    boolean mineGoesOn = running != null && running.initiator && self.compareTo(from) < 0;
    if (late || mineGoesOn) {
      return null;
    }
    if (running != null) {
      node.links().dropRepair(from);
      partner.running = null;
    }
    if (count() >= capacity()) {
      node.links().sendRepair(from, end(frame, Ending.BUSY));
      return null;
    }
    partner.lastAnswered = frame.session();
    return start(partner, frame.session(), false);
  }

  public void received(Peer from, RepairEnd frame) {
    Partner partner = partner(from.node());
    Running running = partner.running;
    if (running != null && isOf(running, frame.session(), frame.byInitiator())) {
      node.links().dropRepair(from.node());
      partner.running = null;
      partner.urgentAt = now() + config.interval().toNanos() / 2;
    }
  }

  /** Whether a frame belongs to this session: its sender has the other role. */
  private static boolean isOf(Running running, long number, boolean byInitiator) {
    return running.number == number && running.initiator != byInitiator;
  }

  private static RepairEnd end(Repair frame, Ending ending) {
    return new RepairEnd(frame.session(), !frame.byInitiator(), ending);
  }

  private void say(NodeId to, Running running, List<Message> messages) {
    for (Message message : messages) {
      node.links().sendRepair(to, new Repair(running.number, running.initiator, message));
    }
  }

  private void finish(Peer from, Partner partner, Outcome outcome) {
    Running running = partner.running;
    partner.running = null;
    partner.comparedAt = now();
    partner.agreed = outcome == Outcome.AGREED || outcome == Outcome.REPAIRED;
    partner.agreedRoot = outcome == Outcome.AGREED && running != null ? running.root : null;
    settled |= partner.agreed || outcome == Outcome.UNREAD;
    metWhole |= partner.agreed && running != null && running.session.takesFromWhole();
    if (outcome == Outcome.REPAIRED) {
      partner.urgentAt = now() + config.interval().toNanos();
    }
    if (running != null && running.session.stats().entriesIn() > 0) {
      spread(from);
    }
  }

  /** What came with a session is news to those who heard of it only from this node. */
  private void spread(Peer source) {
    linked.forEach((id, partner) -> {
      Peer peer = partner.linked;
      if (peer != null && !id.equals(source.node()) && node.bridges().leadTo(peer)) {
        partner.urgentAt = Math.min(partner.urgentAt, now());
      }
    });
  }

  private void abandon(NodeId peer, Partner partner, Running running, long retryAt) {
    node.links().dropRepair(peer);
    node.links().sendRepair(peer, new RepairEnd(running.number, running.initiator, Ending.UNKNOWN));
    partner.running = null;
    partner.agreed = false;
    partner.urgentAt = retryAt;
  }

  // ---- for operators

  /** When the last session with a node ended and whether it left nothing to repair. */
  public Optional<Agreement> agreement(NodeId peer) {
    Partner partner = partners.get(peer);
    return partner == null || partner.comparedAt < 0
        ? Optional.empty()
        : Optional.of(new Agreement(
            partner.agreed, now() - partner.comparedAt, Optional.ofNullable(partner.agreedRoot)));
  }

  /**
   * How this node and a peer stood when they were last compared.
   *
   * @param root the content at the last session, if it was the same at both sides
   */
  public record Agreement(boolean agreed, long nanosAgo, Optional<NodeDigest> root) {}

  private Partner partner(NodeId peer) {
    return partners.computeIfAbsent(peer, any -> new Partner());
  }

  private long now() {
    return node.ticks().now();
  }
}
