package io.rejoin.membership;

import io.rejoin.membership.SwimMessage.Rumour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Everything that leaves the node. News of the table rides on the messages of the failure detector
 * (SWIM §4.1), least told first, each lambda·log n times, and goes out by itself in rounds.
 *
 * <p>Epidemics need mixing, and a hub with many spokes has none: each spoke hears only what the
 * hub tells it. So news is also owed once to every neighbour that has few links.
 */
final class Dissemination {
  /** Messages that wait to be drained; the rest is dropped, which is loss as any other. */
  static final int MAX_OUTBOX = 4_096;

  /** Room for rows in one part of a table. */
  static final int SYNC_BYTES = 8 * 1024;

  /** Rows to a digest in the summary of a long table. */
  private static final int ROWS_PER_GROUP = 16;

  /** News that do not fit into a message before the next are left for another one. */
  private static final int MISFITS = 8;

  /** Dependent neighbours told in one round, beyond the fanout. */
  private static final int DEBTS_PER_ROUND = 16;

  private static final Comparator<News> LEAST_TOLD = Comparator.<News>comparingInt(
          news -> news.told)
      .thenComparing(news -> news.age, Comparator.reverseOrder());

  private final SwimConfig config;
  private final Neighbourhood around;
  private final RandomGenerator random;
  private final SortedMap<NodeId, News> latest = new TreeMap<>();
  private final SortedSet<News> leastTold = new TreeSet<>(LEAST_TOLD);
  private List<Envelope> outbox = new ArrayList<>();
  private long newsCount;
  private long sequence;

  Dissemination(SwimConfig config, Neighbourhood around, RandomGenerator random) {
    this.config = config;
    this.around = around;
    this.random = random;
  }

  /** Takes up news of a member, in place of older news of it. */
  void spread(Rumour rumour) {
    spread(rumour, 0);
  }

  /** Takes up what came with many other rows and is likely to be known to most. */
  void spreadSome(Rumour rumour) {
    int enough = config.transmissions(around.table().size());
    spread(rumour, Math.max(0, enough - config.gossipFanout()));
  }

  private void spread(Rumour rumour, int told) {
    News news = new News(rumour, SwimCodec.size(rumour), newsCount++);
    news.told = told;
    for (NodeId neighbour : around.links()) {
      if (around.hasFewLinks(neighbour) && !neighbour.equals(rumour.from())) {
        news.owed.add(neighbour);
      }
    }
    News before = latest.put(rumour.member().id(), news);
    if (before != null) {
      leastTold.remove(before);
    }
    leastTold.add(news);
  }

  void unlinked(NodeId neighbour) {
    for (News news : List.copyOf(latest.values())) {
      if (news.owed.remove(neighbour)) {
        dropIfOld(news);
      }
    }
  }

  long nextSequence() {
    return ++sequence;
  }

  /** Sends a ping and returns its number. */
  long ping(NodeId to) {
    long number = nextSequence();
    send(to, new SwimMessage.Ping(number, pick(to)));
    return number;
  }

  void ack(NodeId to, long number) {
    send(to, new SwimMessage.Ack(number, pick(to)));
  }

  void nack(NodeId to, long number) {
    send(to, new SwimMessage.Nack(number));
  }

  void pingRequest(NodeId to, long number, NodeId target) {
    send(to, new SwimMessage.PingRequest(number, target, pick(to)));
  }

  /** Tells one thing at once, whatever else is on the way. */
  void tell(NodeId to, Rumour rumour) {
    send(to, new SwimMessage.Gossip(List.of(rumour)));
  }

  /** Tells every neighbour at once. */
  void tellAll(Rumour rumour) {
    for (NodeId neighbour : around.links()) {
      tell(neighbour, rumour);
    }
  }

  /** One round of news to some neighbours. */
  void round() {
    if (latest.isEmpty()) {
      return;
    }
    SortedSet<NodeId> told = new TreeSet<>(sample(around.links(), config.gossipFanout()));
    int debts = 0;
    for (News news : latest.values()) {
      for (NodeId creditor : news.owed) {
        if (debts < DEBTS_PER_ROUND && told.add(creditor)) {
          debts++;
        }
      }
    }
    for (NodeId neighbour : told) {
      List<Rumour> rumours = pick(neighbour);
      if (!rumours.isEmpty()) {
        send(neighbour, new SwimMessage.Gossip(rumours));
      }
    }
  }

  /** Sends digests of the own table, however many rows it has. */
  void summary(NodeId to, boolean wantReply) {
    int groups = Math.max(1, Integer.highestOneBit(around.table().size() / ROWS_PER_GROUP));
    int bounded = Math.min(groups, SwimMessage.MAX_GROUPS);
    send(to, new SwimMessage.Summary(around.table().digests(bounded), wantReply));
  }

  /** Sends the whole table in as many parts as it needs. */
  void sync(NodeId to, List<Rumour> table, boolean wantReply) {
    List<Rumour> part = new ArrayList<>();
    int size = 0;
    for (Rumour rumour : table) {
      int more = SwimCodec.size(rumour);
      if (size + more > SYNC_BYTES && !part.isEmpty()) {
        send(to, new SwimMessage.Sync(part, false));
        part = new ArrayList<>();
        size = 0;
      }
      part.add(rumour);
      size += more;
    }
    send(to, new SwimMessage.Sync(part, wantReply));
  }

  List<Envelope> drain() {
    if (outbox.isEmpty()) {
      return List.of();
    }
    List<Envelope> drained = outbox;
    outbox = new ArrayList<>();
    return drained;
  }

  /** Up to {@code count} of the ids, without repetition, each equally likely. */
  List<NodeId> sample(Iterable<NodeId> ids, int count) {
    List<NodeId> pool = new ArrayList<>();
    ids.forEach(pool::add);
    int wanted = Math.min(count, pool.size());
    for (int i = 0; i < wanted; i++) {
      int other = i + random.nextInt(pool.size() - i);
      NodeId chosen = pool.get(other);
      pool.set(other, pool.get(i));
      pool.set(i, chosen);
    }
    return pool.subList(0, wanted);
  }

  private void send(NodeId to, SwimMessage message) {
    if (outbox.size() < MAX_OUTBOX && around.isLinked(to)) {
      outbox.add(new Envelope(to, message));
    }
  }

  /**
   * News for a neighbour, as much as fits. What accuses the neighbour itself comes first, so that
   * it can refute at once (Lifeguard's buddy system).
   */
  private List<Rumour> pick(NodeId to) {
    List<Rumour> picked = new ArrayList<>();
    int room = config.piggybackBytes();
    Member accused = around.table().find(to).orElse(around.self());
    if (accused.status() == Status.SUSPECT || accused.status() == Status.DEAD) {
      Rumour accusation = new Rumour(accused, around.self().id());
      picked.add(accusation);
      room -= SwimCodec.size(accusation);
    }
    if (latest.isEmpty()) {
      return picked;
    }
    List<News> told = new ArrayList<>();
    int misfits = 0;
    for (News news : leastTold) {
      boolean fits = news.size <= room || picked.isEmpty();
      if (fits && !news.rumour.from().equals(to)) {
        picked.add(news.rumour);
        told.add(news);
        room -= news.size;
      } else if (!fits && ++misfits == MISFITS) {
        break;
      }
    }
    told.forEach(news -> told(news, to));
    return picked;
  }

  private void told(News news, NodeId to) {
    leastTold.remove(news);
    news.told++;
    news.owed.remove(to);
    leastTold.add(news);
    dropIfOld(news);
  }

  private void dropIfOld(News news) {
    int enough = config.transmissions(around.table().size());
    if (news.told >= enough && news.owed.isEmpty()) {
      leastTold.remove(news);
      latest.remove(news.rumour.member().id());
    }
  }

  private static final class News {
    private final Rumour rumour;
    private final int size;
    private final long age;
    private final SortedSet<NodeId> owed = new TreeSet<>();
    private int told;

    News(Rumour rumour, int size, long age) {
      this.rumour = rumour;
      this.size = size;
      this.age = age;
    }
  }
}
