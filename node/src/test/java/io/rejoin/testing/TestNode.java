package io.rejoin.testing;

import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import io.rejoin.node.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A whole node on a {@link TestNetwork}. */
public final class TestNode {
  public static final GridIdentity GRID = new GridIdentity("test", Bytes.EMPTY, 64);

  private final String name;
  private final String site;
  private final NodeId id;
  private final TestNetwork.Wire wire;
  private final Replicas replicas;
  private final Replica replica;
  private final NodeCore core;
  private final List<String> notices = new ArrayList<>();

  /** What makes a test's node different from the others. */
  public record Setting(
      String name,
      String site,
      long seed,
      Store store,
      GridIdentity grid,
      boolean listens,
      Buckets buckets,
      UnaryOperator<CoreConfig> config) {
    public static Setting of(String name, String site, long seed) {
      return new Setting(name, site, seed, new MemoryStore(), GRID, true, Buckets.STANDARD, c -> c);
    }

    public Setting withStore(Store other) {
      return new Setting(name, site, seed, other, grid, listens, buckets, config);
    }

    public Setting withGrid(GridIdentity other) {
      return new Setting(name, site, seed, store, other, listens, buckets, config);
    }

    public Setting outboundOnly() {
      return new Setting(name, site, seed, store, grid, false, buckets, config);
    }

    public Setting withConfig(UnaryOperator<CoreConfig> other) {
      return new Setting(name, site, seed, store, grid, listens, buckets, other);
    }

    public Setting withBuckets(Buckets other) {
      return new Setting(name, site, seed, store, grid, listens, other, config);
    }

    /** The same node after a restart: another run. */
    public Setting again() {
      return new Setting(name, site, seed + 1, new MemoryStore(), grid, listens, buckets, config);
    }
  }

  public TestNode(TestNetwork network, Setting setting, TestNode... seeds) {
    name = setting.name();
    site = setting.site();
    id = new NodeId(0, name.hashCode());
    wire = network.attach(this);
    SplittableRandom random = new SplittableRandom(setting.seed());
    ReplicaId run = ReplicaId.random(random);
    HybridClock time = new HybridClock(
        () -> Instant.ofEpochSecond(1_700_000_000).plusNanos(network.now()), Duration.ofMinutes(5));
    Notices log = new Notices() {
      @Override
      public void info(String text) {
        notices.add(text);
      }

      @Override
      public void warn(String text) {
        notices.add("! " + text);
      }
    };
    replicas = new Replicas(
        setting.grid(),
        run,
        ReplicaLimits.STANDARD.withBuckets(setting.buckets()),
        new Replica.Ports(time, setting.store(), Runnable::run, log));
    replica = replicas.all();
    Optional<String> address = setting.listens() ? Optional.of(name) : Optional.empty();
    Member self = Member.starting(id, name, site, address, run);
    List<String> dials = List.of(seeds).stream().map(TestNode::address).toList();
    CoreConfig config = setting.config().apply(CoreConfig.simulation(setting.grid(), self, dials));
    core = new NodeCore(config, replicas, new NodeCore.Ports(wire, time, random, log));
    wire.listen(core);
    core.start(network.now());
  }

  public String address() {
    return name;
  }

  public String site() {
    return site;
  }

  public NodeId id() {
    return id;
  }

  public TestNetwork.Wire wire() {
    return wire;
  }

  public Replica replica() {
    return replica;
  }

  public Replicas replicas() {
    return replicas;
  }

  public NodeCore core() {
    return core;
  }

  public List<String> notices() {
    return notices;
  }

  public boolean said(String part) {
    return notices.stream().anyMatch(text -> text.contains(part));
  }

  public <O extends Operation> Written write(EntryKey key, CrdtType<O> type, O operation) {
    Written written = replicas.with(key, here -> here.mutate(key, type, operation));
    core.flush();
    return written;
  }

  public Written count(String key, long amount) {
    return write(counter(key), PnCounter.TYPE, new PnCounter.Add(amount));
  }

  public long counted(String key) {
    return PnCounter.value(replicas.state(counter(key)));
  }

  public Written add(String key, String element) {
    return write(set(key), AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8(element)));
  }

  public Written remove(String key, String element) {
    return write(set(key), AddWinsSet.TYPE, new AddWinsSet.Remove(Bytes.utf8(element)));
  }

  public boolean holds(String key, String element) {
    State state = replicas.state(set(key));
    return AddWinsSet.contains(state, Bytes.utf8(element));
  }

  /** What a node that belongs to the grid says first. */
  public static Frame hello(NodeId node, ReplicaId run) {
    return new Frame.Hello(
        FrameCodec.PROTOCOL,
        GRID.name(),
        GRID.fingerprint(),
        GRID.shards(),
        node,
        run,
        "mallory",
        "north",
        Optional.empty(),
        1,
        Bytes.EMPTY);
  }

  public String root() {
    replica.fold();
    return replica.root().toString();
  }

  public static EntryKey counter(String key) {
    return new EntryKey(PnCounter.TYPE.id(), Bytes.utf8(key));
  }

  public static EntryKey set(String key) {
    return new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8(key));
  }

  @Override
  public String toString() {
    return name + "@" + site;
  }
}
