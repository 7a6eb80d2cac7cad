package io.rejoin.membership;

import io.rejoin.membership.SwimMessage.Rumour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The only way in which the member table changes: what others say, what our own probes found, and
 * what the node itself has to say. Keeps the timers of suspicions (SWIM §4.2).
 *
 * <p>Somebody else's word that a member is dead only counts as a suspicion while we have a link
 * to that member: those linked to it judge it themselves. So when two islands meet that took each
 * other for dead, the news of it does not kill anybody a second time.
 */
final class Judge {
  private final SwimConfig config;
  private final Neighbourhood around;
  private final Dissemination news;
  private final LocalHealth health;
  private final SortedMap<NodeId, Suspicion> suspicions = new TreeMap<>();
  private List<MemberEvent> events = new ArrayList<>();
  private boolean inBulk;

  Judge(SwimConfig config, Neighbourhood around, Dissemination news, LocalHealth health) {
    this.config = config;
    this.around = around;
    this.news = news;
    this.health = health;
  }

  Neighbourhood around() {
    return around;
  }

  LocalHealth health() {
    return health;
  }

  /** Hears what a neighbour says. */
  void hear(NodeId sender, SwimMessage message, long now) {
    inBulk = message instanceof SwimMessage.Sync && around.overlay().isSparse();
    message.rumours().forEach(rumour -> hear(sender, rumour, now));
    inBulk = false;
  }

  private void hear(NodeId sender, Rumour rumour, long now) {
    Member heard = rumour.member();
    if (around.isSelf(heard.id())) {
      hearOfSelf(heard);
      return;
    }
    Member known = around.table().find(heard.id()).orElse(heard);
    if (heard.id().equals(sender) && known.supersedes(heard)) {
      news.tell(sender, new Rumour(known, around.self().id()));
    }
    if (heard.status() == Status.DEAD && around.isLinked(heard.id())) {
      heard = heard.withStatus(Status.SUSPECT);
    }
    apply(new Rumour(heard, rumour.from()), now);
  }

  /** Our own probe of a member failed. */
  void accuse(NodeId id, long now) {
    Optional<Member> row = around.table().find(id);
    if (row.isPresent() && row.get().status().isPresent()) {
      apply(new Rumour(row.get().withStatus(Status.SUSPECT), around.self().id()), now);
    }
  }

  /**
   * Declares those dead whose time to refute is over. That is up to those who judge them; but these
   * may all have restarted since and know nothing of it, so in the end it is up to anybody.
   */
  void tick(long now) {
    if (suspicions.isEmpty()) {
      return;
    }
    for (NodeId id : List.copyOf(suspicions.keySet())) {
      Suspicion suspicion = suspicions.get(id);
      boolean over = suspicion != null
          && now >= (around.judges(id) ? suspicion.deadline() : suspicion.forlorn());
      if (over) {
        around
            .table()
            .find(id)
            .map(row -> row.withStatus(Status.DEAD))
            .ifPresent(row -> apply(new Rumour(row, around.self().id()), now));
      }
    }
  }

  /** A link to the member came up: whoever suspected it, it has its full time from here. */
  void linked(NodeId id, long now) {
    Suspicion suspicion = suspicions.get(id);
    if (suspicion != null) {
      suspect(id, suspicion.incarnation(), suspicion.firstAccuser(), now);
    }
  }

  /** Makes a later version of the own row known. */
  void announce(Member row) {
    around.become(row.withIncarnation(around.self().incarnation() + 1));
    news.spread(new Rumour(around.self(), around.self().id()));
  }

  void leave() {
    announce(around.self().withStatus(Status.LEFT));
    news.tellAll(new Rumour(around.self(), around.self().id()));
  }

  /** The whole table, as this node tells it to others. */
  List<Rumour> testimony() {
    List<Rumour> rows = new ArrayList<>();
    around.table().members().forEach(row -> rows.add(said(row)));
    return rows;
  }

  /** The rows of all groups in which somebody else's table is another one. */
  List<Rumour> testimony(SwimMessage.Summary theirs) {
    int groups = theirs.groups().size();
    List<Long> digests = around.table().digests(groups);
    List<Rumour> rows = new ArrayList<>();
    for (Member row : around.table().members()) {
      int group = MemberTable.group(row.id(), groups);
      if (!digests.get(group).equals(theirs.groups().get(group))) {
        rows.add(said(row));
      }
    }
    return rows;
  }

  private Rumour said(Member row) {
    Suspicion suspicion = suspicions.get(row.id());
    return new Rumour(row, suspicion == null ? row.id() : suspicion.firstAccuser());
  }

  List<MemberEvent> drainEvents() {
    if (events.isEmpty()) {
      return List.of();
    }
    List<MemberEvent> drained = events;
    events = new ArrayList<>();
    return drained;
  }

  /**
   * An earlier run's row, or an accusation: both are answered by a higher incarnation. An answer
   * that was given before may have been lost, so an old accusation repeats it.
   */
  private void hearOfSelf(Member heard) {
    Member self = around.self();
    if (heard.evictions() > self.evictions()) {
      around.become(self.withEvictions(heard.evictions()));
      events.add(new MemberEvent.Changed(around.self()));
      self = around.self();
    }
    boolean accuses = heard.status() == Status.SUSPECT || heard.status() == Status.DEAD;
    if (heard.supersedes(self)) {
      if (accuses && heard.run().equals(self.run())) {
        health.refuted();
      }
      around.become(self.withIncarnation(heard.incarnation() + 1));
      news.spread(new Rumour(around.self(), self.id()));
    } else if (accuses) {
      news.spread(new Rumour(self, self.id()));
    }
  }

  /** An operator's word about another node. */
  void evict(NodeId id, boolean evicted, long now) {
    around
        .table()
        .find(id)
        .filter(row -> !around.isSelf(id))
        .map(row -> row.withEvicted(evicted))
        .ifPresent(row -> apply(new Rumour(row, around.self().id()), now));
  }

  private void apply(Rumour rumour, long now) {
    NodeId id = rumour.member().id();
    Optional<Member> before = around.table().find(id);
    if (around.table().join(rumour.member())) {
      Member after = around.table().find(id).orElseThrow();
      if (inBulk) {
        news.spreadSome(new Rumour(after, rumour.from()));
      } else {
        news.spread(new Rumour(after, rumour.from()));
      }
      acquit(before, after);
      report(before, after, rumour.from());
      follow(after, rumour.from(), now);
    } else if (rumour.member().status() == Status.SUSPECT) {
      confirm(rumour);
    }
  }

  /** In a large grid, who is seen by others although its link to us ended is theirs to judge. */
  private void acquit(Optional<Member> before, Member after) {
    boolean speaks = before.isPresent() && after.incarnation() > before.get().incarnation();
    boolean linked = around.isLinked(after.id());
    if (speaks && !linked && after.status() == Status.ALIVE && around.overlay().isSparse()) {
      around.acquit(after.id());
    }
  }

  private void follow(Member row, NodeId from, long now) {
    if (row.status() != Status.SUSPECT) {
      suspicions.remove(row.id());
      return;
    }
    Suspicion suspicion = suspicions.get(row.id());
    if (suspicion == null || suspicion.incarnation() != row.incarnation()) {
      suspect(row.id(), row.incarnation(), from, now);
      news.tell(row.id(), new Rumour(row, from));
    }
  }

  private void suspect(NodeId id, long incarnation, NodeId accuser, long now) {
    int members = around.table().present();
    int expected = Math.min(config.confirmations(), around.otherJudgesOf(id));
    suspicions.put(
        id,
        new Suspicion(
            new Suspicion.Case(incarnation, accuser, expected),
            now,
            config.minSuspicion(members),
            config.maxSuspicion(members)));
  }

  private void confirm(Rumour rumour) {
    Member row = rumour.member();
    Suspicion suspicion = suspicions.get(row.id());
    if (suspicion == null || suspicion.incarnation() != row.incarnation()) {
      return;
    }
    boolean independent = !rumour.from().equals(row.id());
    if (independent && suspicion.confirm(rumour.from())) {
      news.spread(rumour);
    }
  }

  private void report(Optional<Member> before, Member after, NodeId from) {
    if (before.isEmpty()) {
      events.add(new MemberEvent.Joined(after));
      return;
    }
    Member old = before.get();
    boolean restarted = !old.run().equals(after.run());
    if (restarted) {
      events.add(new MemberEvent.Restarted(after, old.run()));
    }
    if (old.status() != after.status()) {
      events.add(statusEvent(after, from));
    } else if (!restarted && !after.equals(old.withIncarnation(after.incarnation()))) {
      events.add(new MemberEvent.Changed(after));
    }
  }

  private static MemberEvent statusEvent(Member row, NodeId from) {
    return switch (row.status()) {
      case ALIVE -> new MemberEvent.Returned(row);
      case SUSPECT -> new MemberEvent.Suspected(row, from);
      case DEAD -> new MemberEvent.Died(row);
      case LEFT -> new MemberEvent.Left(row);
    };
  }
}
