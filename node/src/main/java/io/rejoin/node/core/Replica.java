package io.rejoin.node.core;

import io.rejoin.antientropy.Entries;
import io.rejoin.antientropy.EntryId;
import io.rejoin.antientropy.Forest;
import io.rejoin.antientropy.Lanes;
import io.rejoin.antientropy.MerkleTree;
import io.rejoin.antientropy.NodeDigest;
import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.node.core.shard.Entry;
import io.rejoin.node.core.shard.Numbers;
import io.rejoin.node.core.shard.Outgoing;
import io.rejoin.node.core.shard.Removals;
import io.rejoin.node.core.shard.Saves;
import io.rejoin.node.core.shard.Shard;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * All entries of this node, and the only way in which any of them ever changes: a join. A local
 * write, a peer's delta, a repaired entry all come down to {@link #apply}.
 *
 * <p>Reads take no lock. A join holds the lock of the entry's shard: the old state is joined with
 * the delta; if nothing changed that is all; the store appends; the digest is kept up; the entry is
 * put in place of the old one; the shard notes that its tree is behind. Listeners hear of it after
 * the lock is released. Trees are folded at a tick, before a snapshot, or by the writer when many
 * entries of a shard have changed.
 *
 * <p>Thread-safe, except for what belongs to the core's thread: {@link #drain}, {@link #applied}
 * and the methods of {@link Entries}.
 */
public final class Replica implements Entries {
  /** What a replica asks of the world; change listeners run on the dispatcher. */
  public record Ports(HybridClock time, Store store, Executor dispatcher, Notices notices) {}

  /** The clock that two parts make. */
  private record Known(Clock foreign, long own, Clock clock) {}

  private final ReplicaId run;
  private final int shardBits;
  private final Lanes lanes;
  private final Digester digester;
  private final Ports ports;
  private final Saves saves;
  private final Listeners listeners;
  private final Map<EntryKey, Entry> entries = new ConcurrentHashMap<>();
  private final Shard[] shards;
  private final AtomicLong sequence = new AtomicLong();
  private final Outgoing outgoing;
  private final Removals removals = new Removals();
  private final AtomicLong newerDropped = new AtomicLong();
  private volatile Clock foreign = Clock.EMPTY;
  private volatile Known known = new Known(Clock.EMPTY, 0, Clock.EMPTY);
  private volatile Runnable signal = () -> {};

  /** Starts a run over what the store holds. */
  public Replica(GridIdentity grid, ReplicaId run, ReplicaLimits limits, Ports ports) {
    this.run = run;
    this.ports = ports;
    saves = new Saves(ports.store());
    shardBits = grid.shardBits();
    lanes = Lanes.derive(grid.material());
    digester = new Digester(SipHash.derive(grid.material(), "state digest"));
    listeners = new Listeners(ports.dispatcher(), ports.notices());
    outgoing = new Outgoing(limits.outgoing(), limits.outgoingLargeBytes());
    shards = new Shard[grid.shards()];
    for (int i = 0; i < shards.length; i++) {
      shards[i] =
          new Shard(shardBits, lanes, new Numbers(run, sequence, ports.time(), limits.items()));
    }
    load();
  }

  /** The clock is not stored: what removed what is not either, and sessions bring both. */
  private void load() {
    ports.store().forEach((key, digest, live, time) -> {
      State state = ports.store().read(key).orElse(State.EMPTY);
      Entry.Content stored = new Entry.Content(state, digester.of(state), state.size());
      Entry entry = new Entry(key, lanes.keyHash(key), stored);
      entries.put(key, entry);
      shard(entry).touch(entry);
    });
    fold();
  }

  // ---- reading, from any thread

  public ReplicaId run() {
    return run;
  }

  @Override
  public State state(EntryKey key) {
    Entry entry = entries.get(key);
    return entry == null ? State.EMPTY : entry.state();
  }

  /** The entries with live content that fulfil a condition, in the order of their keys. */
  public List<EntryKey> keys(Predicate<EntryKey> condition) {
    List<EntryKey> found = new ArrayList<>();
    entries.forEach((key, entry) -> {
      if (entry.content().isLive() && condition.test(key)) {
        found.add(key);
      }
    });
    found.sort(null);
    return found;
  }

  /** The last number that a local operation took. */
  public long lastNumber() {
    return sequence.get();
  }

  /** Whether an operation is applied here; of the own run, also before it was drained. */
  public boolean hasApplied(ReplicaId author, long number) {
    return author.equals(run)
        ? number <= sequence.get()
        : foreign.operations().contains(author, number);
  }

  /** States of a newer version that came in and were not kept, as an entry carries only so many. */
  public long newerDropped() {
    return newerDropped.get();
  }

  /** Removals that some member may not have applied yet. */
  public int removalCount() {
    return removals.size();
  }

  /** Hears of every change. */
  public Subscription listen(ChangeListener listener) {
    return listeners.add(listener);
  }

  /** Hears of every change of one entry. */
  public Subscription listen(EntryKey key, ChangeListener listener) {
    return listeners.add(key, listener);
  }

  // ---- writing, from any thread

  /**
   * Carries out an operation on the caller's thread.
   *
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   */
  public <O extends Operation> Written mutate(EntryKey key, CrdtType<O> type, O operation) {
    Entry entry = entry(key);
    Shard shard = shard(entry);
    Written written;
    shard.lock();
    try {
      written = mutate(shard, placed(entry), type, operation);
    } finally {
      shard.unlock();
    }
    if (outgoing.wakes()) {
      signal.run();
    }
    listeners.deliver(key);
    return written;
  }

  private <O extends Operation> Written mutate(
      Shard shard, Entry entry, CrdtType<O> type, O operation) {
    Numbers numbers = shard.numbers();
    numbers.restart();
    boolean handedOver = false;
    try {
      Mutation.Outcome outcome = Mutation.carryOut(type, entry.state(), operation, numbers);
      if (numbers.count() == 0) {
        return Written.nothing(run);
      }
      State delta = outcome.delta();
      Joined joined = outcome.joined();
      apply(shard, entry, delta, joined, true);
      boolean removes = !joined.removed().isEmpty();
      handedOver = true;
      Outgoing.Operation done = new Outgoing.Operation(entry.key(), delta, removes);
      if (!outgoing.offer(numbers, done, Outgoing.size(joined)) && removes) {
        Removals.in(entry.key(), delta, run, numbers.last()).ifPresent(removals::add);
      }
      return Written.of(delta, joined, numbers.last(), run);
    } finally {
      if (!handedOver) {
        outgoing.offerNothing(numbers);
      }
    }
  }

  /** Joins what came from elsewhere. */
  public Joined joined(EntryKey key, State delta) {
    Entry found = entry(key);
    Shard shard = shard(found);
    Joined joined;
    shard.lock();
    try {
      Entry entry = placed(found);
      joined = entry.state().join(delta);
      apply(shard, entry, delta, joined, false);
      if (!delta.newer().isEmpty()) {
        newerDropped.addAndGet(delta.newer().missingIn(joined.state().newer()));
      }
    } finally {
      shard.unlock();
    }
    listeners.deliver(key);
    return joined;
  }

  /** The one funnel: how every entry changes. Under the shard's lock. */
  private void apply(Shard shard, Entry entry, State delta, Joined joined, boolean local) {
    if (!joined.changed()) {
      return;
    }
    EntryKey key = entry.key();
    Entry.Content before = entry.content();
    Digest digest = digester.update(before.digest(), joined);
    Entry.Content after = before.joined(joined, digest);
    saves.append(key, delta, kept(after), local);
    entry.become(after);
    if (before.state().isEmpty()) {
      entries.put(key, entry);
    }
    shard.touch(entry);
    if (listeners.hear(key)) {
      listeners.enqueue(new Change(key, before.state(), joined.state(), local, 0));
    }
  }

  private Store.Kept kept(Entry.Content content) {
    return new Store.Kept(
        content.state(), content.digest(), content.live(), ports.time().millis());
  }

  /** The entry of a key, or a place for it that is not in the map yet. */
  private Entry entry(EntryKey key) {
    Entry entry = entries.get(key);
    return entry == null ? new Entry(key, lanes.keyHash(key)) : entry;
  }

  /** The same, under the lock of its shard: another thread may have put it there meanwhile. */
  private Entry placed(Entry found) {
    return found.state().isEmpty() ? entries.getOrDefault(found.key(), found) : found;
  }

  private Shard shard(Entry entry) {
    return shards[Forest.shard(entry.keyHash(), shardBits)];
  }

  // ---- trees

  /** Folds what changed into the trees; from any thread. */
  public void fold() {
    for (Shard shard : shards) {
      if (shard.isDirty()) {
        shard.lock();
        try {
          shard.fold();
        } finally {
          shard.unlock();
        }
      }
    }
  }

  /** The digest of everything as last folded; its count is the number of live entries. */
  public NodeDigest root() {
    NodeDigest sum = NodeDigest.EMPTY;
    for (Shard shard : shards) {
      sum = sum.plus(shard.tree().digest());
    }
    return sum;
  }

  // ---- for the core's thread

  /** Runs when operations begin to wait for {@link #drain}; on a writer's thread, never blocks. */
  void onOutgoing(Runnable wake) {
    signal = wake;
  }

  /**
   * Hands over local operations since the last time, in the order of their numbers; signals again
   * if there are more.
   */
  void drain(Outgoing.Sink sink) {
    if (outgoing.drain(sink)) {
      if (outgoing.wakes()) {
        signal.run();
      }
    } else if (outgoing.hasGap()) {
      long settled = sequence.get();
      for (Shard shard : shards) {
        shard.settle();
      }
      outgoing.skip(sink, settled);
    }
  }

  /** What is applied here; of the own run, what was drained. */
  @SuppressWarnings("ReferenceEquality") // the same clock is the same object
  public Clock clock() {
    Known now = known;
    if (now.foreign != foreign || now.own != outgoing.read()) {
      now = new Known(foreign, outgoing.read(), foreign.applied(run, 0, outgoing.read()));
      known = now;
    }
    return now.clock;
  }

  /** Notes that operations {@code (after, upTo]} of another run are applied, if all is stored. */
  void applied(ReplicaId other, long after, long upTo) {
    foreign = saves.areComplete() ? foreign.applied(other, after, upTo) : foreign;
  }

  /** Stores what there was no room for; if there still is none, another time. */
  void saveAgain() {
    for (EntryKey key : saves.missing()) {
      Entry entry = entry(key);
      Shard shard = shard(entry);
      shard.lock();
      try {
        saves.append(key, entry.state(), kept(entry.content()), false);
      } finally {
        shard.unlock();
      }
    }
  }

  void remember(Removal removal) {
    removals.add(removal);
  }

  /** Forgets the removals that every member has applied. */
  void trim(Clock horizon) {
    removals.trim(horizon);
  }

  // ---- for sessions

  @Override
  public Snapshot snapshot() {
    Clock now = clock();
    fold();
    MerkleTree[] trees = Arrays.stream(shards).map(Shard::tree).toArray(MerkleTree[]::new);
    return new Snapshot(new Forest(shardBits, trees), now);
  }

  @Override
  public long keyHash(EntryKey key) {
    return entry(key).keyHash();
  }

  @Override
  public EntryId id(EntryKey key) {
    return lanes.id(key, entry(key).content().digest());
  }

  @Override
  public State join(EntryKey key, State delta) {
    return joined(key, delta).state();
  }

  @Override
  public void remove(Removal removal) {
    joined(removal.key(), State.removing(removal.dots()));
    removals.add(removal);
  }

  @Override
  public List<Removal> removalsBeyond(Clock known) {
    return removals.beyond(known);
  }

  @Override
  public void adopt(Clock clock) {
    CausalContext own = CausalContext.of(run, 1, Intervals.MAX_NUMBER);
    Clock others = new Clock(clock.operations().minus(own));
    foreign = saves.areComplete() ? foreign.join(others) : foreign;
  }
}
