package io.rejoin.node.core;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.Placing;
import io.rejoin.node.core.group.SharedStore;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.port.StoreDamaged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All entries of a node: a replica for each group that it takes part in, over one store. Reads and
 * writes find theirs by the entry. Thread-safe; groups other than that of all come and go.
 */
public final class Replicas {
  /** The node has ceased to take part in the entry's group; nothing has changed. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final String HELD = "groups";

  /** Local operations of a group that may wait for the core. */
  private static final int OUTGOING = 1 << 10;

  private final Replica all;
  private final ReplicaId process;
  private final Placing placing;
  private final SharedStore stores;
  private final Map<GroupId, Replica> groups = new ConcurrentSkipListMap<>();

  /** Up to where the process has given out numbers in groups that it does not take part in now. */
  private final Map<GroupId, Long> numbers = new ConcurrentHashMap<>();

  private final Queue<GroupId> begun = new ConcurrentLinkedQueue<>();
  private final Set<GroupId> written = ConcurrentHashMap.newKeySet();
  private volatile Runnable signal = () -> {};

  /** Takes up what the store holds, as another run. */
  public Replicas(GridIdentity grid, ReplicaId process, ReplicaLimits limits, Replica.Ports ports) {
    this(Shared.of(grid, limits, ports), process);
  }

  private Replicas(Shared shared, ReplicaId process) {
    this.process = process;
    placing = shared.placing();
    stores = new SharedStore(shared.ports().store(), placing::of);
    all = new Replica(shared, process, stores.of(GroupId.ALL), shared.shardBits(), 0);
    SortedSet<GroupId> stored = new TreeSet<>(stores.found());
    stored.addAll(remembered());
    stored.forEach(this::begin);
  }

  private Replicas(Replica all) {
    this.all = all;
    process = all.run();
    placing = all.shared().placing();
    stores = new SharedStore(all.shared().ports().store(), placing::of);
  }

  /** Of a node that holds all entries in one replica. */
  public static Replicas of(Replica all) {
    return new Replicas(all);
  }

  /** The replica of the entries that every node holds. */
  public Replica all() {
    return all;
  }

  /**
   * Ends this process's runs, as something stored is damaged, and begins others as a restart does,
   * over what can be read. What is in memory here is there too, but no clock vouches for it; who
   * listens here listens there. Reads go on here meanwhile, writes fail.
   *
   * @throws StoreDamaged if that cannot be read either; it may be tried again
   */
  public Replicas anew(ReplicaId next) {
    List<Replica> before = held();
    before.forEach(Replica::stop);
    Replicas anew = new Replicas(all.shared().again(), next);
    before.forEach(
        replica -> replica.forEachResident((key, state) -> anew.joining(key).join(key, state)));
    return anew;
  }

  /** Whether something that was stored could not be read. */
  public boolean isDamaged() {
    return all.isDamaged();
  }

  /** Takes back what was kept outside of an entry that every node holds, soon. */
  public void takeBack(EntryKey key, State kept) {
    all.upkeep().strays().add(key, kept);
  }

  /** Which entries belong together, and who holds them. */
  public Placing placing() {
    return placing;
  }

  /** The replicas of all groups that the node takes part in, that of all entries first. */
  public List<Replica> held() {
    List<Replica> held = new ArrayList<>(List.of(all));
    held.addAll(groups.values());
    return held;
  }

  /** The replica that an entry is in, if the node takes part in its group. */
  public Optional<Replica> of(EntryKey key) {
    return of(placing.of(key));
  }

  /** The replica of a group, if the node takes part in it. */
  public Optional<Replica> of(GroupId group) {
    return group.equals(GroupId.ALL) ? Optional.of(all) : Optional.ofNullable(groups.get(group));
  }

  /** The replica that an entry is in; if the node did not take part in its group, it begins to. */
  public Replica joining(EntryKey key) {
    GroupId group = placing.of(key);
    return of(group).orElseGet(() -> begin(group));
  }

  /**
   * Carries out what asks the entry's replica, again if the node has just ceased to take part in
   * its group.
   */
  public <T> T with(EntryKey key, Function<Replica, T> action) {
    Replica replica = joining(key);
    while (true) {
      try {
        return action.apply(replica);
      } catch (Ended ended) {
        replica = begin(placing.of(key));
      }
    }
  }

  /** What is here of an entry. */
  public State state(EntryKey key) {
    return of(key).map(replica -> replica.state(key)).orElse(State.EMPTY);
  }

  /** Up to where dots that were removed may have left an entry. */
  public Clock forgotten(EntryKey key) {
    return of(key).map(Replica::forgotten).orElse(Clock.EMPTY);
  }

  /** The entries with live content here that fulfil a condition, in the order of their keys. */
  public List<EntryKey> keys(Predicate<EntryKey> condition) {
    return held().stream()
        .flatMap(replica -> replica.keys(condition).stream())
        .sorted()
        .toList();
  }

  /** Hears of every change. */
  public Subscription listen(ChangeListener listener) {
    return listen(any -> true, listener);
  }

  /** Hears of every change of the entries that fulfil a condition, which must be quick. */
  public Subscription listen(Predicate<EntryKey> which, ChangeListener listener) {
    return all.shared().listeners().add(which, listener);
  }

  /** Hears of every change of one entry. */
  public Subscription listen(EntryKey key, ChangeListener listener) {
    return all.shared().listeners().add(key, listener);
  }

  /** The groups other than that of all in which the node takes part now. */
  public Collection<GroupId> groups() {
    return Collections.unmodifiableCollection(new TreeSet<>(groups.keySet()));
  }

  /** What this node has of groups, for people; of one that withdraws, what only it may have. */
  public Optional<String> leftover() {
    int entries = 0;
    for (Replica replica : groups.values()) {
      entries += replica.keys(any -> true).size();
    }
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(entries + " entries in " + groups.size()
            + " groups are not, or not yet, with all of their owners;"
            + " they stay in the data directory");
  }

  /** Begins to take part in a group, or goes on. */
  synchronized Replica begin(GroupId group) {
    Replica known = groups.get(group);
    if (known != null) {
      return known;
    }
    Replica replica = new Replica(
        all.shared().withOutgoing(OUTGOING),
        group.run(process),
        stores.of(group),
        0,
        numbers.getOrDefault(group, 0L));
    replica.onOutgoing(() -> {
      written.add(group);
      signal.run();
    });
    groups.put(group, replica);
    begun.add(group);
    keepHeld();
    return replica;
  }

  /** The groups that the node has begun to take part in since the last call. */
  List<GroupId> takeBegun() {
    List<GroupId> taken = new ArrayList<>();
    for (GroupId next = begun.poll(); next != null; next = begun.poll()) {
      taken.add(next);
    }
    return taken;
  }

  /** The groups in which somebody has written since the last call, or that may wait for a disk. */
  List<GroupId> takeWritten() {
    if (all.shared().limits().buckets().uses(Buckets.Durability.SYNC)) {
      return List.copyOf(groups.keySet());
    }
    List<GroupId> taken = List.copyOf(written);
    taken.forEach(written::remove);
    return taken.stream().sorted().toList();
  }

  /**
   * Ceases to take part in a group, unless something was written in it meanwhile; {@code false}
   * then. What is here of it is given up.
   *
   * @param last the number of the last operation that others are known to have
   */
  synchronized boolean end(GroupId group, long last) {
    Replica replica = groups.get(group);
    if (replica == null || !replica.end(last)) {
      return replica == null;
    }
    numbers.put(group, last);
    groups.remove(group, replica);
    keepHeld();
    return true;
  }

  /** Runs when operations begin to wait; on a writer's thread, never blocks. */
  synchronized void onOutgoing(Runnable wake) {
    signal = wake;
    all.onOutgoing(wake);
  }

  private void keepHeld() {
    ByteWriter out = new ByteWriter();
    groups.keySet().forEach(group -> out.varint(group.number()));
    all.history().keep(HELD, out.toBytes());
  }

  /** The groups that the node took part in when it last ran; what cannot be read is found again. */
  private List<GroupId> remembered() {
    List<GroupId> held = new ArrayList<>();
    try {
      ByteReader in = new ByteReader(all.history().kept(HELD).orElse(Bytes.EMPTY));
      while (in.remaining() > 0) {
        GroupId group = new GroupId((int) in.varint(placing.count()));
        in.check(group.number() > 0, "not a group");
        held.add(group);
      }
    } catch (MalformedBytes damaged) {
      return List.of();
    }
    return held;
  }
}
