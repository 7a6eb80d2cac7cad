package io.rejoin.antientropy;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.index.RemovalIndex;
import io.rejoin.crdt.Author;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.Mutation;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.digest.Digester;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A replica made of plain maps: what a session needs, and no more. */
class PlainReplica implements Entries, Author {
  private static final Bytes GRID = Bytes.utf8("test");
  private static final Lanes LANES = Lanes.derive(GRID);
  private static final Digester DIGESTER = new Digester(SipHash.derive(GRID, "state"));
  private static final int SHARD_BITS = 6;

  /** What a local operation did: the change that travels, and its numbers {@code (after, upTo]}. */
  record Written(ReplicaId run, long after, long upTo, Batch.Change change) {
    EntryKey key() {
      return change.key();
    }

    List<Dot> put() {
      List<Dot> dots = new ArrayList<>();
      change.delta().items().forEach(item -> dots.add(item.dot()));
      return dots;
    }

    CausalContext removed() {
      return change.removal().map(Removal::dots).orElse(CausalContext.EMPTY);
    }
  }

  private final ReplicaId run;
  private final Map<EntryKey, State> states = new HashMap<>();
  private final Map<EntryKey, Digest> digests = new HashMap<>();
  private final Map<EntryKey, Clock> stamps = new HashMap<>();
  private final Set<EntryKey> dirty = new LinkedHashSet<>();
  private final MerkleTree[] trees = new MerkleTree[1 << SHARD_BITS];
  private final RemovalIndex removals = new RemovalIndex();
  private final Arrivals arrivals = new Arrivals();
  private Clock clock = Clock.EMPTY;
  private Clock forgotten = Clock.EMPTY;
  private Clock heard = Clock.EMPTY;
  private Standing standing = Standing.MEMBER;
  private long number;

  PlainReplica(long run) {
    this.run = new ReplicaId(run);
    Arrays.fill(trees, MerkleTree.empty(SHARD_BITS));
  }

  static EntryKey set(String name) {
    return new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8(name));
  }

  static EntryKey counter(String name) {
    return new EntryKey(PnCounter.TYPE.id(), Bytes.utf8(name));
  }

  // What users do

  Written add(String set, String element) {
    return mutate(set(set), AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8(element)));
  }

  Written remove(String set, String element) {
    return mutate(set(set), AddWinsSet.TYPE, new AddWinsSet.Remove(Bytes.utf8(element)));
  }

  Written clear(String set) {
    return mutate(set(set), AddWinsSet.TYPE, new AddWinsSet.Clear());
  }

  Written count(String counter, long amount) {
    return mutate(counter(counter), PnCounter.TYPE, new PnCounter.Add(amount));
  }

  boolean contains(String set, String element) {
    return AddWinsSet.contains(state(set(set)), Bytes.utf8(element));
  }

  private <O extends Operation> Written mutate(EntryKey key, CrdtType<O> type, O operation) {
    long after = number;
    State delta = Mutation.delta(type, state(key), operation, this);
    List<Dot> removed = joined(key, delta).removed().stream().map(Item::dot).toList();
    Optional<Removal> removal = removed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Removal(new Dot(run, number), key, CausalContext.of(removed)));
    removal.ifPresent(removals::add);
    clock = clock.applied(run, after, number);
    return new Written(run, after, number, new Batch.Change(key, delta, removal));
  }

  PlainReplica as(Standing other) {
    standing = other;
    return this;
  }

  @Override
  public Standing standing() {
    return standing;
  }

  @Override
  public ReplicaId run() {
    return run;
  }

  @Override
  public long nextNumber() {
    return ++number;
  }

  @Override
  public Timestamp now(Timestamp atLeast) {
    return atLeast;
  }

  // What arrives

  void receive(Batch batch) {
    hears(batch.run(), batch.upTo());
    CausalContext applied = CausalContext.of(batch.run(), clock.operations().numbers(batch.run()));
    for (Batch.Change change : batch.changes()) {
      joined(change.key(), change.delta().shed(applied).state());
      change.removal().ifPresent(removals::add);
    }
    clock = clock.applied(batch.run(), batch.after(), batch.upTo());
  }

  /** Takes over all that another one has and knows. */
  PlainReplica like(PlainReplica other) {
    if (states.isEmpty()) {
      states.putAll(other.states);
      digests.putAll(other.digests);
      stamps.putAll(other.stamps);
      dirty.addAll(other.dirty);
      System.arraycopy(other.trees, 0, trees, 0, trees.length);
    } else {
      other.states.forEach(this::joined);
    }
    other.removals.beyond(Clock.EMPTY).forEach(removals::add);
    clock = clock.join(other.clock);
    forgotten = forgotten.join(other.forgotten);
    hears(other.heard);
    return this;
  }

  private Joined joined(EntryKey key, State delta) {
    Joined joined = changed(key, state(key).join(delta));
    arrivals.note(joined.added());
    return joined;
  }

  private Joined changed(EntryKey key, Joined joined) {
    if (joined.changed()) {
      states.put(key, joined.state());
      digests.put(key, DIGESTER.update(digests.getOrDefault(key, Digest.ZERO), joined));
      dirty.add(key);
      joined.state().runs().forEach(each -> hears(each, joined.state().last(each)));
      stamps.put(key, heard);
    }
    return joined;
  }

  private void hears(ReplicaId other, long upTo) {
    heard = heard.covers(other, upTo) ? heard : heard.applied(other, 0, upTo);
  }

  void trim(Clock horizon) {
    removals.trim(horizon);
  }

  /** Forgets what everybody has applied, in entries that show no more than that. */
  void forget(Clock horizon) {
    forgotten = forgotten.join(horizon.withoutGaps());
    removals.trim(forgotten);
    states.replaceAll((key, state) ->
        forgotten.covers(stamps.getOrDefault(key, Clock.EMPTY)) ? state.forget(forgotten) : state);
  }

  // What a session asks

  @Override
  public Snapshot snapshot() {
    Map<Integer, List<MerkleTree.Change>> changes = new HashMap<>();
    for (EntryKey key : dirty) {
      long hash = keyHash(key);
      EntryId id = state(key).size() == 0 ? null : id(key);
      changes
          .computeIfAbsent(Forest.shard(hash, SHARD_BITS), any -> new ArrayList<>())
          .add(new MerkleTree.Change(hash, key, id));
    }
    changes.forEach((shard, some) -> trees[shard] = trees[shard].fold(some));
    dirty.clear();
    Clock beyond = new Clock(heard.operations().minus(clock.operations()));
    return new Snapshot(new Forest(SHARD_BITS, trees), clock, forgotten, beyond);
  }

  @Override
  public long keyHash(EntryKey key) {
    return LANES.keyHash(key);
  }

  @Override
  public State state(EntryKey key) {
    return states.getOrDefault(key, State.EMPTY);
  }

  @Override
  public EntryId id(EntryKey key) {
    return LANES.id(key, digests.getOrDefault(key, Digest.ZERO));
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
  public State shed(EntryKey key, CausalContext dots) {
    return changed(key, state(key).shed(dots)).state();
  }

  @Override
  public Arrivals arrivals() {
    return arrivals;
  }

  @Override
  public void hears(Clock other) {
    heard = heard.join(other.filled());
  }

  @Override
  public Clock forgotten() {
    return forgotten;
  }

  @Override
  public void adopt(Clock other, Clock otherForgot) {
    clock = clock.join(other);
    forgotten = forgotten.join(otherForgot);
    hears(other);
  }

  // What tests look at

  NodeDigest root() {
    return snapshot().forest().digest();
  }

  Clock clock() {
    return clock;
  }

  Map<EntryKey, State> states() {
    return states;
  }
}
