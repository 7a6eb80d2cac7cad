package io.rejoin.node.core.rights;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.BoundedCounter.Account;
import io.rejoin.crdt.type.counter.BoundedCounter.Transfer;
import io.rejoin.crdt.type.counter.InsufficientRights;
import io.rejoin.crdt.type.counter.Sum;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.WantRights;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.link.Ticks;
import io.rejoin.node.core.rights.Shortages.Shortage;
import io.rejoin.node.core.roster.Closings;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Lines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rights to {@linkplain BoundedCounter bounded counters} go where they are needed. A node that had
 * to refuse a decrement, or has few rights left, asks the richest run that it can reach, then the
 * next richest; the one asked gives what is needed, or half of what it has more than the asker.
 *
 * <p>Only the request is a message. The gift is a {@link Transfer} in the giver's own row, which
 * spreads, survives loss and is repaired like every other change; so nothing can be given twice by
 * a lost or doubled answer. A request that comes again is known by its id and ignored; one that is
 * lost is made anew, with another id, after a while. A gift to a node that nobody sees any more is
 * avoided, but not impossible: it stays with the run until that hears of it.
 *
 * <p>Two spokes behind a hub reach each other's rights too: the hub passes a request on, once.
 *
 * <p>What an earlier run of a node has left is asked of the node, which may go on with it by now.
 *
 * <p>Belongs to the core's thread but for what is said to be for any thread.
 */
public final class RightsBroker {

  /** The bounded counters of this node, for any thread. */
  public interface Counters {

    /** The run that receives what is given to this node. */
    ReplicaId run();

    /** Whether what a run has is this node's to give. */
    boolean holdsRightsOf(ReplicaId run);

    State state(EntryKey key);

    /** The entries that are bounded counters and hold anything, sorted. */
    List<EntryKey> keys();

    /** Carries out a transfer; false if the rights are not there any more. */
    boolean give(EntryKey key, Transfer transfer);
  }

  /** What the broker asks of its node. */
  public record Node(Roster roster, Closings closings, Lines links, Ticks ticks) {}

  /** Entries for which rights are wanted at one time; others wait for their next refusal. */
  static final int MAX_WANTS = 1_024;

  /** Requests that are remembered so that they are not answered twice. */
  static final int MAX_SEEN = 4_096;

  /** Counters whose rights are handed over when the node stops. */
  static final int MAX_HANDED_OVER = 100_000;

  /** With rights for fewer decrements of the last kind than this, more are asked for. */
  static final int FEW = 8;

  private record RequestId(ReplicaId asker, long id) {}

  /** An owner of rights, and the linked node that leads to it. */
  private record Way(ReplicaId owner, long rights, NodeId through) {}

  private static final Comparator<Map.Entry<ReplicaId, Account>> RICHEST_FIRST =
      Comparator.comparing(
              (Map.Entry<ReplicaId, Account> owner) -> owner.getValue().rights())
          .reversed()
          .thenComparing(Map.Entry::getKey);

  private final RightsConfig config;
  private final Counters counters;
  private final Node node;
  private final Shortages shortages = new Shortages();
  private final SortedMap<EntryKey, Want> wants = new TreeMap<>();
  private final Set<RequestId> seen = new LinkedHashSet<>();
  private long requests;

  public RightsBroker(RightsConfig config, Counters counters, Node node) {
    this.config = config;
    this.counters = counters;
    this.node = node;
  }

  // ---- for any thread

  /** A decrement was carried out here. */
  public void taken(EntryKey key, long amount) {
    if (own(key).rights() / FEW < amount) {
      shortages.note(key, new Shortage(0, amount));
    }
  }

  /** A decrement was refused here. What does not exist anywhere is not asked for. */
  public void refused(EntryKey key, InsufficientRights refusal) {
    long amount = refusal.asked();
    if (amount <= refusal.known()) {
      shortages.note(key, new Shortage(amount, amount));
    }
  }

  /**
   * Before the process ends: gives all that this node has to linked members, each counter's rights
   * to the one that has least of them.
   */
  public void handOver() {
    List<ReplicaId> heirs = heirs();
    if (heirs.isEmpty()) {
      return;
    }
    List<EntryKey> keys = counters.keys();
    for (EntryKey key : keys.subList(0, Math.min(keys.size(), MAX_HANDED_OVER))) {
      long own = own(key).rights();
      if (own > 0) {
        SortedMap<ReplicaId, Long> rights = BoundedCounter.rights(counters.state(key));
        ReplicaId poorest = heirs.get(0);
        for (ReplicaId heir : heirs) {
          if (rights.getOrDefault(heir, 0L) < rights.getOrDefault(poorest, 0L)) {
            poorest = heir;
          }
        }
        counters.give(key, new Transfer(poorest, own));
      }
    }
  }

  private Account own(EntryKey key) {
    return BoundedCounter.account(counters.state(key).root(), counters::holdsRightsOf);
  }

  private List<ReplicaId> heirs() {
    return node.links().linked().stream()
        .flatMap(id -> node.roster().find(id).stream())
        .filter(RightsBroker::isThere)
        .map(Member::run)
        .toList();
  }

  /** Who is about to leave would have to give it on. */
  private static boolean isThere(Member member) {
    return member.status().isPresent() && !member.evicted() && member.weight() > 0;
  }

  // ---- asking

  /** A node is linked that was not: whoever waits may ask at once. */
  public void linked() {
    long now = node.ticks().now();
    wants.values().forEach(want -> want.restsNoMore(now));
  }

  /** Asks for what is short. */
  public void tick() {
    long now = node.ticks().now();
    shortages.take().forEach((key, shortage) -> wanted(key, shortage, now));
    Iterator<Map.Entry<EntryKey, Want>> each = wants.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<EntryKey, Want> next = each.next();
      if (isOver(next.getKey(), next.getValue(), now)) {
        each.remove();
      }
    }
  }

  private void wanted(EntryKey key, Shortage shortage, long now) {
    Want want = wants.get(key);
    if (want != null) {
      want.renew(shortage, now);
    } else if (wants.size() < MAX_WANTS) {
      wants.put(key, new Want(config, shortage, now));
    }
  }

  /** Goes on with a want, unless it is fulfilled or given up. */
  private boolean isOver(EntryKey key, Want want, long now) {
    if (want.isStale(now)) {
      return true;
    }
    Account own = own(key);
    if (want.isUrgent() && own.rights() >= want.needed()) {
      return true;
    }
    if (want.waits(own, now)) {
      return false;
    }
    if (!want.isUrgent() && want.hasAsked()) {
      return true;
    }
    SortedMap<ReplicaId, Account> accounts = BoundedCounter.accounts(counters.state(key));
    if (want.needed() > total(accounts)) {
      return true;
    }
    Optional<Way> way = way(accounts, own, want);
    if (way.isPresent()) {
      want.asks(way.get().owner(), own, now);
      long missing = want.isUrgent() ? want.needed() - own.rights() : 0;
      node.links()
          .sendNow(
              way.get().through(),
              new WantRights(++requests, key, counters.run(), way.get().owner(), missing));
      return false;
    }
    want.rests(now);
    return !want.isUrgent();
  }

  /**
   * The richest owner that can be reached, was not asked yet, and is worth asking; runs that are
   * over come last, as their nodes may not answer for them.
   */
  private Optional<Way> way(SortedMap<ReplicaId, Account> accounts, Account own, Want want) {
    List<Map.Entry<ReplicaId, Account>> owners = new ArrayList<>(accounts.entrySet());
    owners.sort(RICHEST_FIRST);
    owners.sort(Comparator.comparing(owner -> node.closings().isClosed(owner.getKey())));
    for (Map.Entry<ReplicaId, Account> owner : owners) {
      long rights = owner.getValue().rights();
      boolean isWorthIt = want.isUrgent() ? rights > 0 : (rights - own.rights()) / 2 >= want.unit();
      boolean isOther = !counters.holdsRightsOf(owner.getKey());
      if (isWorthIt && isOther && !want.hasAsked(owner.getKey())) {
        Optional<NodeId> through = through(owner.getKey(), want.rounds());
        if (through.isPresent()) {
          return Optional.of(new Way(owner.getKey(), rights, through.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static long total(SortedMap<ReplicaId, Account> accounts) {
    return accounts.values().stream().mapToLong(Account::rights).reduce(0, Sum::of);
  }

  /**
   * The owner's node if it is linked, else one that is and has a link to it, in a large grid one
   * that may have one; another each time.
   */
  private Optional<NodeId> through(ReplicaId owner, int nth) {
    Optional<NodeId> target = nodeOf(owner);
    if (target.isEmpty() || node.links().isLinked(target.get())) {
      return target;
    }
    List<NodeId> hubs = node.links().linked().stream()
        .filter(hub -> node.roster().areLinked(hub, target.get()))
        .toList();
    if (hubs.isEmpty() && node.roster().isSparse()) {
      hubs = node.links().linked();
    }
    return hubs.isEmpty() ? Optional.empty() : Optional.of(hubs.get(nth % hubs.size()));
  }

  private Optional<NodeId> nodeOf(ReplicaId owner) {
    return node.closings()
        .nodeOf(owner)
        .or(() -> node.roster().nodeOf(owner))
        .filter(other -> !other.equals(node.roster().self()));
  }

  // ---- giving

  /** Gives what is asked, or passes the request on; what cannot be done is not answered. */
  public void received(Peer from, WantRights want) {
    if (want.key().type() != BoundedCounter.TYPE.id() || !isNew(want)) {
      return;
    }
    if (counters.holdsRightsOf(want.owner())) {
      give(from, want);
    } else if (from.run().equals(want.asker())) {
      nodeOf(want.owner()).ifPresent(owner -> node.links().sendNow(owner, want));
    }
  }

  private boolean isNew(WantRights want) {
    if (!seen.add(new RequestId(want.asker(), want.id()))) {
      return false;
    }
    if (seen.size() > MAX_SEEN) {
      Iterator<RequestId> oldest = seen.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  private void give(Peer from, WantRights want) {
    boolean isThere =
        from.run().equals(want.asker()) || node.roster().nodeOf(want.asker()).isPresent();
    if (!isThere || counters.holdsRightsOf(want.asker())) {
      return;
    }
    long own = own(want.key()).rights();
    long half = (own - BoundedCounter.rights(counters.state(want.key()), want.asker())) / 2;
    long amount = Math.min(own, Math.max(want.amount(), half));
    if (amount > 0) {
      counters.give(want.key(), new Transfer(want.asker(), amount));
    }
  }
}
