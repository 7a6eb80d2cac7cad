package io.rejoin.simulator.grid;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.packing.Compression;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Purpose;
import io.rejoin.simulator.world.SimClock;
import io.rejoin.simulator.world.SimDisk;
import io.rejoin.simulator.world.SimTransport;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One node over all its lives: the real core over a simulated transport, disk and clock. Its id
 * stays, also with an empty disk; every life is a run of its own.
 */
public final class SimNode {
  private static final long SMALL_MEMORY = 4_096;

  private final SimGrid grid;
  private final World world;
  private final Place place;
  private final long subject;
  private final NodeId id;
  private final SimStore disk;
  private final SimClock clock;
  private final Guard guard;
  private @Nullable Life life;
  private int lives;
  private boolean asked;
  private boolean paused;
  private boolean left;
  private boolean evicted;
  private Duration slowness = Duration.ZERO;
  private long disturbedAt;
  private long diskLostAt = -1;

  /** One process. */
  private record Life(
      int number, HybridClock time, Replicas replicas, NodeCore core, SimTransport transport) {}

  SimNode(SimGrid grid, Place place, Duration images) {
    this.grid = grid;
    this.place = place;
    world = grid.world();
    subject = Names.subject(place.name());
    guard = new Guard(trace -> grid.failed(this, trace));
    id = new NodeId(identity(0), identity(1));
    disk = new SimStore(world, subject, new SimDisk.Kind(place.disk().unsynced(), images));
    long offset = (long) place
        .clock()
        .offset()
        .value(
            world.draws().unit(Purpose.WALL_CLOCK, subject, 0),
            world.draws().unit(Purpose.WALL_CLOCK, subject, 1));
    clock = new SimClock(world, Duration.ofNanos(offset), place.clock().driftPpm());
  }

  public int number() {
    return place.number();
  }

  /** Such as {@code depot-3/1}. */
  public String name() {
    return place.name();
  }

  public Place place() {
    return place;
  }

  public NodeId id() {
    return id;
  }

  /** Whether a process runs. */
  public boolean isUp() {
    return life != null;
  }

  public boolean isPaused() {
    return paused;
  }

  /** Whether it said good-bye: it will not come back. */
  public boolean hasLeft() {
    return left;
  }

  /** How many processes there were. */
  public int lives() {
    return lives;
  }

  /** Whether its memory holds so few states that most are read from the disk. */
  public boolean isSmall() {
    return world.draws().bits(Purpose.MEMORY, subject, 0) < 0;
  }

  /** Whether it does what a client asks. */
  public boolean isServing() {
    return life != null && !paused && !left;
  }

  /** By how much everything takes longer to begin. */
  public Duration slowness() {
    return slowness;
  }

  /** All that the process holds. */
  public Replicas replicas() {
    return here().replicas;
  }

  /** What it holds of the entries that every node has. */
  public Replica replica() {
    return replicas().all();
  }

  public NodeCore core() {
    return here().core;
  }

  /** What is on the disk, whether a process runs or not. */
  public SimStore disk() {
    return disk;
  }

  public SimClock clock() {
    return clock;
  }

  /** An entry as the process has it, or the disk if none runs. */
  public State state(EntryKey key) {
    Life now = life;
    return now == null ? disk.read(key).orElse(State.EMPTY) : now.replicas.state(key);
  }

  /** When something was last done to the node or its connections. */
  public long disturbedAt() {
    return disturbedAt;
  }

  /** When the node last lost something of what it had stored, -1 if it never did. */
  public long diskLostAt() {
    return diskLostAt;
  }

  void disturbed() {
    disturbedAt = world.now();
  }

  // ---- lives

  void start() {
    HybridClock time = new HybridClock(clock, grid.setting().driftBound());
    if (grid.buckets().uses(Buckets.Durability.SYNC)) {
      disk.settle();
    }
    Replicas replicas = new Replicas(
        grid.identity(),
        nextRun(),
        ReplicaLimits.STANDARD
            .withBuckets(grid.buckets())
            .withResidentBytes(isSmall() ? SMALL_MEMORY : Long.MAX_VALUE),
        new Replica.Ports(time, grid.variation().store(this, disk), Runnable::run, guard));
    replicas.listen(this::changed);
    begin(time, replicas);
  }

  /** The process finds something damaged on its disk and goes on as another run. */
  void startAnew() {
    Life old = here();
    grid.network().detach(number(), false);
    begin(old.time, old.replicas.anew(nextRun()));
  }

  private ReplicaId nextRun() {
    return grid.variation().run(this, new ReplicaId(identity(2 + lives)));
  }

  private void begin(HybridClock time, Replicas replicas) {
    SimTransport transport =
        grid.network().attach(number(), place.dialable() ? place.address() : null);
    NodeCore.Ports ports = new NodeCore.Ports(
        transport, time, world.draws().stream(Purpose.PROTOCOL, subject, lives), guard);
    NodeCore core = new NodeCore(config(replicas.all().run()), replicas, ports);
    core.operations()
        .onGift(
            (key, gift, done) -> grid.note(this, new Deed<>(key, BoundedCounter.TYPE, gift), done));
    transport.listen(guard.around(core));
    transport.slow(slowness.toNanos());
    Life born = new Life(++lives, time, replicas, core, transport);
    life = born;
    paused = false;
    disturbed();
    core.onOutgoing(() -> world.after(slowness, () -> flush(born)));
    guard.execute(() -> core.start(world.now()));
    long phase = (long)
        (grid.setting().tick().toNanos() * world.draws().unit(Purpose.PHASE, subject, lives));
    world.after(phase, () -> tick(born));
  }

  private CoreConfig config(ReplicaId run) {
    Optional<String> address = place.dialable() ? Optional.of(place.address()) : Optional.empty();
    Member self = Member.starting(id, place.name(), place.site(), address, run);
    CoreConfig preset =
        CoreConfig.preset(grid.setting().preset(), grid.identity(), self, place.seeds());
    return grid.variation()
        .config(this, preset.withLinks(preset.links().withCompression(Compression.OFF)));
  }

  /** The process ends. Its peers hear of it unless the machine lost its power. */
  void crash(DiskFate fate, boolean silently) {
    grid.network().detach(number(), silently);
    life = null;
    paused = false;
    disturbed();
    disk.end(fate);
    if (fate != DiskFate.KEPT) {
      diskLostAt = world.now();
    }
  }

  void restore(long time) {
    disk.restore(time);
    diskLostAt = world.now();
  }

  /** Of one that is paused, or about to leave, nothing goes bad: it would not find out. */
  void damage(Damage what) {
    if (!isUp() || isServing()) {
      disk.damage(what);
      diskLostAt = world.now();
    }
  }

  /** Begins to leave: gives its rights away, and what it holds of groups. */
  void withdraw() {
    here().core.operations().handOverRights();
    here().core.withdraw();
    left = true;
    disturbed();
  }

  /** Says good-bye. */
  void leave() {
    here().core.leave();
    disturbed();
  }

  /** Whether somebody evicted it, so that what it alone has done may be void until it is back. */
  public boolean wasEvicted() {
    return evicted;
  }

  void evict() {
    evicted = true;
  }

  void end() {
    left = true;
    crash(DiskFate.KEPT, false);
  }

  void pause(boolean now) {
    if (isUp() && paused != now) {
      paused = now;
      disturbed();
      if (now) {
        here().transport.pause();
      } else {
        here().transport.resume();
      }
    }
  }

  void slow(Duration by) {
    slowness = by;
    disturbed();
    if (life != null) {
      life.transport.slow(by.toNanos());
    }
  }

  Written carryOut(Deed<?> deed) {
    asked = true;
    try {
      return deed.doneAt(core().operations());
    } finally {
      asked = false;
    }
  }

  /** Also what nobody asked for is done, and noted, unless it is a gift, which is elsewhere. */
  private void changed(Change change) {
    if (change.local() && !asked && Erasure.canErase(change.key().type())) {
      CausalContext gone = change.before().live().minus(change.after().live());
      List<Dot> removed = new ArrayList<>();
      change.before().items().forEach(item -> {
        if (gone.contains(item.dot())) {
          removed.add(item.dot());
        }
      });
      Replica here = replicas().joining(change.key());
      Written written = new Written(
          grid.placing().of(change.key()),
          State.removing(gone),
          List.of(),
          removed,
          here.lastNumber(),
          here.run(),
          0);
      grid.note(this, Operators.unasked(grid, change.key(), gone), written);
    }
    grid.changed(this, change);
  }

  private void tick(Life of) {
    if (!isAlive(of)) {
      return;
    }
    if (!paused) {
      guard.execute(() -> grid.tick(this, of.core));
      if (Operators.oust(grid, this)) {
        return;
      }
    }
    world.after(grid.setting().tick().plus(slowness), () -> tick(of));
  }

  private void flush(Life of) {
    if (isAlive(of) && !paused) {
      guard.execute(of.core::flush);
    }
  }

  private boolean isAlive(Life of) {
    return life != null && of.number == lives;
  }

  // ---- what it knows

  /** Up to where the process has forgotten what was removed, or the disk says that one had. */
  public Clock forgotten(EntryKey key) {
    Life now = life;
    return now == null ? disk.forgotten(grid.placing().of(key)) : now.replicas.forgotten(key);
  }

  /** Whether the process knows of an operation upon an entry, of which this is the state. */
  public boolean hasSeen(EntryKey key, State state, Dot operation) {
    return state.knows(operation) || forgotten(key).operations().contains(operation);
  }

  /** What the process knows of an entry: in its context, or forgotten. */
  public CausalContext seen(EntryKey key) {
    return state(key).context().union(forgotten(key).operations());
  }

  private long identity(int n) {
    return world.draws().bits(Purpose.IDENTITY, subject, n);
  }

  private Life here() {
    Life now = life;
    if (now == null) {
      throw new IllegalStateException(place.name() + " is down");
    }
    return now;
  }

  @Override
  public String toString() {
    return place.name();
  }
}
