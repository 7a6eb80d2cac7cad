package io.rejoin.node.core;

import io.rejoin.antientropy.Arrivals;
import io.rejoin.antientropy.Entries;
import io.rejoin.antientropy.EntryId;
import io.rejoin.antientropy.NodeDigest;
import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.node.core.run.Numbers;
import io.rejoin.node.core.run.Outgoing;
import io.rejoin.node.core.run.OwnRun;
import io.rejoin.node.core.shard.Entry;
import io.rejoin.node.core.shard.Expiry;
import io.rejoin.node.core.shard.History;
import io.rejoin.node.core.shard.Recovery;
import io.rejoin.node.core.shard.Shard;
import io.rejoin.node.core.shard.Shards;
import io.rejoin.node.core.shard.Table;
import io.rejoin.node.core.shard.Upkeep;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
 * <p>Thread-safe, but for {@link #drain}, {@link #upkeep} and {@link Entries}: the core's thread.
 */
public final class Replica implements Entries {
  /** What a replica asks of the world; change listeners run on the dispatcher. */
  public record Ports(HybridClock time, Store store, Executor dispatcher, Notices notices) {}

  private final OwnRun own;
  private final Shared shared;
  private final Table entries;
  private final Shards shards;
  private final History history;
  private final Expiry expiry;
  private final Upkeep upkeep;
  private final Arrivals arrivals = new Arrivals();
  private final AtomicLong newerDropped = new AtomicLong();
  private volatile boolean ended;
  private Supplier<Standing> standing = () -> Standing.MEMBER;

  /** Starts a run over what the store holds. */
  public Replica(GridIdentity grid, ReplicaId run, ReplicaLimits limits, Ports ports) {
    this(Shared.of(grid, limits, ports), run, ports.store(), grid.shardBits(), 0);
  }

  /**
   * The replica of one group over its part of a store.
   *
   * @param first the number after which the run's operations begin here
   */
  Replica(Shared shared, ReplicaId run, Store store, int shardBits, long first) {
    this.shared = shared;
    ReplicaLimits limits = shared.limits();
    own =
        new OwnRun(run, first, new Outgoing(limits.outgoing(), limits.outgoingLargeBytes(), first));
    History.Ground ground = shared.ground().with(store);
    history = new History(run, first, own::drained, ground);
    entries = new Table(shared.lanes(), ground, history::mark);
    HybridClock time = shared.ports().time();
    Numbers.Source source = own.source(time, limits.items(), history::continues);
    shards = new Shards(
        shardBits, shared.lanes(), () -> new Numbers(source), () -> history.stamp(own.last()));
    expiry = new Expiry(limits.buckets(), time.driftBound());
    upkeep = new Upkeep(entries, shards, history, expiry, time);
    Recovery recovery = history.recovery();
    entries.load(recovery, shards, expiry);
    history.begin(recovery, run);
  }

  /** Lets nobody write any more, and nobody rely upon what is stored of the clock. */
  void stop() {
    shards.end();
    history.doubt();
  }

  /** Visits the states that are in memory. */
  void forEachResident(BiConsumer<EntryKey, State> visitor) {
    entries.forEachResident(visitor);
  }

  // ---- reading, from any thread

  /** Whether something that was stored could not be read. */
  public boolean isDamaged() {
    return entries.isDamaged();
  }

  public ReplicaId run() {
    return own.id();
  }

  /** The number after which the run's operations begin here. */
  long first() {
    return own.first();
  }

  Shared shared() {
    return shared;
  }

  @Override
  public State state(EntryKey key) {
    return entries.state(key);
  }

  /** The entries with live content that fulfil a condition, in the order of their keys. */
  public List<EntryKey> keys(Predicate<EntryKey> condition) {
    return entries.keys(condition);
  }

  /** The last number that a local operation took. */
  public long lastNumber() {
    return own.last();
  }

  /** Whether an operation is applied here; of the own run, also before it was drained. */
  public boolean hasApplied(ReplicaId author, long number) {
    boolean isOwn = author.equals(own.id()) && number > own.first();
    return isOwn ? number <= own.last() : history.foreign().operations().contains(author, number);
  }

  /** States of a newer version that came in and were not kept, as an entry carries only so many. */
  public long newerDropped() {
    return newerDropped.get();
  }

  /** Removals that some member may not have applied yet. */
  public int removalCount() {
    return history.removalCount();
  }

  /** Entries whose contexts name dots that are not live, about. */
  public int remembering() {
    return upkeep.remembering();
  }

  // ---- writing, from any thread

  /**
   * Carries out an operation on the caller's thread.
   *
   * @throws IllegalArgumentException if the operation is not possible; nothing has changed then
   */
  public <O extends Operation> Written mutate(EntryKey key, CrdtType<O> type, O operation) {
    return mutate(key, type, operation, State.EMPTY);
  }

  /** The same upon what is here and what was seen elsewhere, which is not kept here. */
  <O extends Operation> Written mutate(EntryKey key, CrdtType<O> type, O operation, State seen) {
    Entry entry = entries.entry(key);
    Shard shard = shards.of(entry);
    Written written;
    shard.lock();
    try {
      if (ended) {
        throw new Replicas.Ended();
      }
      written = mutate(shard, entries.placed(entry), type, operation, seen);
    } finally {
      shard.unlock();
    }
    own.wake();
    shared.listeners().deliver(key);
    return written;
  }

  private <O extends Operation> Written mutate(
      Shard shard, Entry entry, CrdtType<O> type, O operation, State seen) {
    Numbers numbers = shard.numbers();
    numbers.restart();
    boolean handedOver = false;
    try {
      State here = entries.state(entry);
      State before = seen.isEmpty() ? here : here.join(seen).state();
      Mutation.Outcome outcome = Mutation.carryOut(type, before, operation, numbers);
      if (numbers.count() == 0) {
        return Written.nothing(own.id());
      }
      State delta = outcome.delta();
      Joined joined = outcome.joined();
      Joined kept = seen.isEmpty() ? joined : here.join(delta);
      long record = apply(shard, entry, kept, Optional.of(delta), true);
      handedOver = true;
      own.handOver(numbers, entry.key(), delta, joined).ifPresent(history::remember);
      return Written.of(delta, joined, numbers.last(), own.id()).stored(record);
    } finally {
      if (!handedOver) {
        own.offerNothing(numbers);
      }
    }
  }

  /** Joins what came from elsewhere. */
  public Joined joined(EntryKey key, State delta) {
    Joined joined = changed(key, state -> state.join(delta), Optional.of(delta));
    arrivals.note(joined.added());
    if (!delta.newer().isEmpty()) {
      newerDropped.addAndGet(delta.newer().missingIn(joined.state().newer()));
    }
    return joined;
  }

  private Joined changed(EntryKey key, Function<State, Joined> how, Optional<State> delta) {
    Entry found = entries.entry(key);
    Shard shard = shards.of(found);
    Joined joined;
    shard.lock();
    try {
      Entry entry = entries.placed(found);
      joined = how.apply(entries.state(entry));
      if (joined.changed()) {
        apply(shard, entry, joined, delta, false);
      }
    } finally {
      shard.unlock();
    }
    history.went(joined.removed());
    shared.listeners().deliver(key);
    return joined;
  }

  /**
   * The one funnel: how every entry changes. Under the shard's lock. Returns the sequence of the
   * record that was made of it.
   */
  private long apply(
      Shard shard, Entry entry, Joined joined, Optional<State> delta, boolean local) {
    EntryKey key = entry.key();
    Entry.Content before = entry.content();
    State old = entries.state(entry);
    Digest digest = shared.digester().update(before.digest(), joined);
    Entry.Content after = before.joined(joined, digest, shared.ports().time().millis());
    long record = entries.become(entry, joined, after, delta, local);
    expiry.changed(key, after);
    shard.changed(entry, joined.state().mayForget());
    if (shared.listeners().hear(key)) {
      shared.listeners().enqueue(new Change(key, old, joined.state(), local, 0));
    }
    return record;
  }

  /** Folds what changed into the trees; from any thread. */
  public void fold() {
    shards.fold();
  }

  /** The digest of everything as last folded; its count is the number of live entries. */
  public NodeDigest root() {
    return shards.root();
  }

  // ---- for the core's thread

  /** Runs when operations begin to wait for {@link #drain}; on a writer's thread, never blocks. */
  void onOutgoing(Runnable wake) {
    own.onOutgoing(wake);
  }

  /**
   * Hands over local operations since the last time, in the order of their numbers; signals again
   * if there are more.
   */
  void drain(Outgoing.Sink sink) {
    own.drain(sink, shards::settle);
  }

  /** What is applied here; of the own run, what was drained. */
  public Clock clock() {
    return history.clock();
  }

  History history() {
    return history;
  }

  /** What is done with time. */
  Upkeep upkeep() {
    return upkeep;
  }

  /**
   * Gives up all that is here, unless the run did more than up to this number; {@code false} then.
   * Whoever wants to write afterwards gets {@link Replicas.Ended}.
   */
  boolean end(long last) {
    ended = true;
    shards.settle();
    if (own.last() != last) {
      ended = false;
      return false;
    }
    history.clear();
    entries.clear(shards);
    return true;
  }

  // ---- for sessions

  @Override
  public Snapshot snapshot() {
    Clock forgotten = history.forgotten();
    Clock now = clock();
    fold();
    return new Snapshot(shards.forest(), now, forgotten, history.heardBeyond(now));
  }

  @Override
  public Standing standing() {
    return standing.get();
  }

  void stands(Supplier<Standing> source) {
    standing = source;
  }

  @Override
  public long keyHash(EntryKey key) {
    return entries.entry(key).keyHash();
  }

  @Override
  public EntryId id(EntryKey key) {
    return shared.lanes().id(key, entries.entry(key).content().digest());
  }

  @Override
  public State join(EntryKey key, State delta) {
    delta.runs().forEach(each -> history.hears(each, delta.last(each)));
    Joined joined = joined(key, delta);
    joined.added().forEach(item -> history.tookUp(item.dot()));
    return joined.state();
  }

  @Override
  public State shed(EntryKey key, CausalContext dots) {
    return changed(key, state -> state.shed(dots), Optional.empty()).state();
  }

  @Override
  public void remove(Removal removal) {
    history.hears(removal.operation().run(), removal.operation().number());
    joined(removal.key(), State.removing(removal.dots()));
    history.remember(removal);
  }

  @Override
  public List<Removal> removalsBeyond(Clock known) {
    return history.removalsBeyond(known);
  }

  @Override
  public Arrivals arrivals() {
    return arrivals;
  }

  @Override
  public void hears(Clock clock) {
    history.hears(clock);
  }

  @Override
  public Clock forgotten() {
    return history.forgotten();
  }

  @Override
  public void adopt(Clock clock, Clock forgotten) {
    history.adopt(clock, forgotten);
  }
}
