package io.rejoin.membership;

import io.rejoin.membership.SwimMessage.Rumour;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Membership of one node: who is in the grid, who answers, whom to call.
 *
 * <p>SWIM (Das, Gupta, Motivala 2002) with Lifeguard (Dadgar, Phillips, Currey 2018) over links
 * that somebody else makes: messages only ever go to nodes that are {@link #linked}. The state
 * machine owns no thread, socket or clock. Its owner, one thread at a time, tells it of time,
 * messages and links, and after each call drains the {@linkplain #drainOutbox outbox} and the
 * {@linkplain #drainEvents events}. Every message may be lost, doubled or late.
 *
 * <p>Differences from the papers, all of which come from links: a member is judged only by those
 * that have or had a link to it; indirect probes go through members that share a link with the
 * target; a death that somebody else declares counts as a suspicion where a link stands; dead
 * members are called for ever; two neighbours exchange whole tables when their link comes up, and
 * now and then, which merges islands. In a large grid links follow an {@link Overlay}, a member
 * whose link ended is judged no more once others hear of it, and neighbours compare digests of
 * their tables and exchange the rows that differ.
 */
public final class Swim {
  /** Rounds of news between two changes of the own row in a large grid. */
  private static final int SPARSE_ROW = 8;

  private final SwimConfig config;
  private final RandomGenerator random;
  private final Neighbourhood around;
  private final Dissemination news;
  private final LocalHealth health;
  private final Judge judge;
  private final Probe probe;
  private final Relays relays;
  private final Dials dials;
  private boolean started;
  private long lastNanos;
  private long now;
  private long nextRow;
  private long nextGossip;
  private long nextSync;
  private long nextSurplus;
  private long listedVersion = -1;
  private boolean listedSparse;
  private final SortedMap<NodeId, Long> surplusSince = new TreeMap<>();

  /** Starts with a table of one; {@code self} is the node's own row. */
  public Swim(SwimConfig config, Member self, RandomGenerator random) {
    this.config = config;
    this.random = random;
    around = new Neighbourhood(self);
    news = new Dissemination(config, around, random);
    health = new LocalHealth(config.maxHealth());
    judge = new Judge(config, around, news, health);
    probe = new Probe(config, judge, news, new ProbeOrder(random));
    relays = new Relays(config, around, news);
    dials = new Dials(config, around, random);
  }

  /** Time passes. Call at least ten times per {@link SwimConfig#probeTimeout}. */
  public void tick(long nanos) {
    advance(nanos);
    around.overlay().survey(around.self(), now, 4 * config.gossipInterval().toNanos());
    judge.tick(now);
    relays.tick(now);
    if (!hasLeft()) {
      probe.tick(now);
      announceLinks();
    }
    if (now >= nextGossip) {
      nextGossip = now + config.gossipInterval().toNanos();
      news.round();
    }
    if (now >= nextSync) {
      nextSync = now + jittered(config.syncInterval().toNanos());
      news.sample(around.links(), 1).forEach(to -> exchange(to, true));
    }
  }

  /** Tells the table, or what it comes to if it is long. */
  private void exchange(NodeId to, boolean wantReply) {
    if (around.overlay().isSparse()) {
      news.summary(to, true);
    } else {
      news.sync(to, judge.testimony(), wantReply);
    }
  }

  private void answer(NodeId to, SwimMessage.Summary theirs) {
    List<Rumour> rows = judge.testimony(theirs);
    boolean same = around.table().digests(theirs.groups().size()).equals(theirs.groups());
    if (!rows.isEmpty()) {
      news.sync(to, rows, false);
    }
    if (!same && theirs.wantReply()) {
      news.summary(to, false);
    }
  }

  /** A message of a linked node. */
  public void receive(NodeId from, SwimMessage message, long nanos) {
    advance(nanos);
    judge.hear(from, message, now);
    if (message instanceof SwimMessage.Ping ping) {
      news.ack(from, ping.sequence());
    } else if (message instanceof SwimMessage.Ack ack) {
      probe.acked(from, ack.sequence());
      relays.acked(from, ack.sequence());
    } else if (message instanceof SwimMessage.PingRequest request) {
      relays.request(from, request, now);
    } else if (message instanceof SwimMessage.Nack nack) {
      probe.nacked(from, nack.sequence());
    } else if (message instanceof SwimMessage.Sync sync && sync.wantReply()) {
      news.sync(from, judge.testimony(), false);
    } else if (message instanceof SwimMessage.Summary summary) {
      answer(from, summary);
    }
  }

  /** A connection to the node stands: tables are exchanged, and it is probed from now on. */
  public void linked(NodeId id) {
    if (!around.isSelf(id) && around.link(id)) {
      dials.linked(id);
      judge.linked(id, now);
      probe.linked(id);
      exchange(id, false);
    }
  }

  /** The connection to the node is gone, which is a hint, not a proof, that the node is. */
  public void unlinked(NodeId id) {
    if (around.unlink(id)) {
      dials.unlinked(id, now);
      news.unlinked(id);
      probe.unlinked(id);
    }
  }

  /** The connection to the node was ended because neither side needs it. */
  public void released(NodeId id) {
    if (around.unlink(id)) {
      around.acquit(id);
      dials.released(id);
      news.unlinked(id);
    }
  }

  /**
   * Links that neither side needs any more, while all those that this node needs stand. Whoever
   * dialled such a link closes it and says that it was {@link #released}.
   */
  public List<NodeId> surplus() {
    if (now < nextSurplus || !around.overlay().isSparse()) {
      return List.of();
    }
    nextSurplus = now + 4 * config.gossipInterval().toNanos();
    Overlay overlay = around.overlay();
    surplusSince.keySet().removeIf(id -> !around.isLinked(id) || overlay.needs(id));
    List<NodeId> surplus = new ArrayList<>();
    for (NodeId id : around.links()) {
      if (!overlay.needs(id) && !around.hasFewLinks(id)) {
        long since = surplusSince.computeIfAbsent(id, any -> now);
        if (now - since >= config.syncInterval().toNanos()) {
          surplus.add(id);
        }
      }
    }
    return around.links().containsAll(overlay.wanted()) ? surplus : List.of();
  }

  /** Members to which this node is to be linked in a large grid, whatever the overlay names. */
  public void partners(SortedSet<NodeId> members) {
    around.overlay().partners(members);
  }

  /** Who should be linked to a member in a large grid. */
  public SortedSet<NodeId> neighboursOf(NodeId member) {
    return around.neighboursOf(member);
  }

  /** Linked nodes to which what is new goes at once in a large grid. */
  public boolean isSwift(NodeId id) {
    return around.overlay().swift().contains(id) || around.hasFewLinks(id);
  }

  /** Whether there are too many members for links between all. */
  public boolean isSparse() {
    return around.overlay().isSparse();
  }

  /** Dialling this address led to this node, which may be ourselves. */
  public void reached(String address, NodeId id) {
    dials.reached(address, id);
  }

  /** Addresses worth dialling now; each is handed out again later while it leads to nobody. */
  public List<String> nextDials(long nanos) {
    advance(nanos);
    return hasLeft() ? List.of() : dials.next(now);
  }

  /**
   * An operator says that a member will not come back, or that it may after all; everybody hears of
   * it. Of an unknown node, and of this one, nothing can be said.
   */
  public void evict(NodeId id, boolean evicted) {
    judge.evict(id, evicted, now);
  }

  /** Makes known that this node is to hold no share of the data from now on; it stays a member. */
  public void withdraw() {
    if (!hasLeft() && around.self().weight() > 0) {
      judge.announce(around.self().withWeight(0));
    }
  }

  /** Says good-bye to all neighbours. The node keeps answering until it is closed. */
  public void leave() {
    if (!hasLeft()) {
      judge.leave();
    }
  }

  public List<Envelope> drainOutbox() {
    return news.drain();
  }

  public List<MemberEvent> drainEvents() {
    return judge.drainEvents();
  }

  /** The live table; read it on the owner's thread only. */
  public MemberTable table() {
    return around.table();
  }

  /** The node's own row. */
  public Member self() {
    return around.self();
  }

  /** Nodes with a link to this one, ascending. */
  public SortedSet<NodeId> links() {
    return around.links();
  }

  /** Lifeguard's local health: 0 is healthy. */
  public int health() {
    return health.score();
  }

  private boolean hasLeft() {
    return around.self().status() == Status.LEFT;
  }

  private void announceLinks() {
    boolean sparse = around.overlay().isSparse();
    boolean same = listedVersion == around.linksVersion() && listedSparse == sparse;
    if (same || now < nextRow) {
      return;
    }
    listedVersion = around.linksVersion();
    listedSparse = sparse;
    if (!around.listedLinks().equals(around.self().links())) {
      nextRow = now + config.gossipInterval().toNanos() * (sparse ? SPARSE_ROW : 1);
      judge.announce(around.self().withLinks(around.listedLinks()));
    }
  }

  /**
   * The own clock leaves out the time in which the process stood still: nobody could answer us
   * then, and what they sent has not been read yet.
   */
  private void advance(long nanos) {
    if (!started) {
      started = true;
      lastNanos = nanos;
      probe.startAt(now + random.nextLong(config.probeInterval().toNanos()));
      nextSync = now + jittered(config.syncInterval().toNanos());
    }
    long passed = Math.max(0, nanos - lastNanos);
    now += Math.min(passed, config.probeInterval().toNanos());
    lastNanos = Math.max(lastNanos, nanos);
  }

  private long jittered(long nanos) {
    return nanos / 2 + random.nextLong(nanos);
  }
}
