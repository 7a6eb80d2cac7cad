package io.rejoin.simulator.grid;

import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.ChangeListener;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Operations.GiftListener;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.Written;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Network;
import io.rejoin.simulator.world.Purpose;
import io.rejoin.simulator.world.SimTransport;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node over all its lives: the real core over a simulated transport, disk and clock. */
public final class SimNode {
  private static final long TICK = Duration.ofMillis(100).toNanos();
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;
  private static final int CLOCK_SPREAD_MILLIS = 2_000;
  private static final Duration DRIFT_BOUND = Duration.ofMinutes(5);

  private final World world;
  private final Network network;
  private final GridIdentity grid;
  private final Place place;
  private final long subject;
  private final NodeId id;
  private MemoryStore disk = new MemoryStore();
  private @Nullable Life life;
  private int lives;
  private long pausedUntil;
  private long disturbedAt;
  private long diskLostAt = -1;

  /** One process. */
  private record Life(int number, Replica replica, NodeCore core, SimTransport transport) {}

  SimNode(World world, Network network, GridIdentity grid, Place place) {
    this.world = world;
    this.network = network;
    this.grid = grid;
    this.place = place;
    subject = Names.subject(place.name());
    id = new NodeId(identity(0), identity(1));
  }

  public int number() {
    return place.number();
  }

  public Place place() {
    return place;
  }

  public NodeId id() {
    return id;
  }

  public boolean isUp() {
    return life != null;
  }

  public boolean isPaused() {
    return world.now() < pausedUntil;
  }

  /** When the last pause ends or ended. */
  public long pausedUntil() {
    return pausedUntil;
  }

  public Replica replica() {
    return here().replica;
  }

  public NodeCore core() {
    return here().core;
  }

  /** What is on the disk, whether a process runs or not. */
  public MemoryStore disk() {
    return disk;
  }

  /** When something was last done to the node or its connections. */
  public long disturbedAt() {
    return disturbedAt;
  }

  /** When the node last lost its disk, -1 if it never did. */
  public long diskLostAt() {
    return diskLostAt;
  }

  void disturbed() {
    disturbedAt = world.now();
  }

  void start(ChangeListener listener, GiftListener gifts) {
    ReplicaId run = new ReplicaId(identity(2 + lives));
    SimTransport transport = network.attach(number(), place.dialable() ? place.address() : null);
    HybridClock time = new HybridClock(wallClock(), DRIFT_BOUND);
    Replica replica = new Replica(
        grid,
        run,
        ReplicaLimits.STANDARD,
        new Replica.Ports(time, disk, Runnable::run, Notices.none()));
    replica.listen(listener);
    NodeCore core = new NodeCore(config(run), replica, ports(transport, time));
    core.operations().onGift(gifts);
    transport.listen(core);
    Life born = new Life(++lives, replica, core, transport);
    life = born;
    pausedUntil = 0;
    disturbed();
    core.onOutgoing(() -> world.after(0, () -> flush(born)));
    core.start(world.now());
    long phase = (long) (TICK * world.draws().unit(Purpose.PHASE, subject, lives));
    world.after(phase, () -> tick(born));
  }

  private CoreConfig config(ReplicaId run) {
    Optional<String> address = place.dialable() ? Optional.of(place.address()) : Optional.empty();
    Member self = Member.starting(id, place.name(), place.site(), address, run);
    return CoreConfig.simulation(grid, self, place.seeds());
  }

  private NodeCore.Ports ports(SimTransport transport, HybridClock time) {
    return new NodeCore.Ports(
        transport, time, world.draws().stream(Purpose.PROTOCOL, subject, lives), Notices.none());
  }

  /** The process ends. Its peers hear of it unless the machine lost its power. */
  void crash(boolean diskLost, boolean silently) {
    network.detach(number(), silently);
    life = null;
    disturbed();
    if (diskLost) {
      disk = new MemoryStore();
      diskLostAt = world.now();
    }
  }

  void pause(Duration time) {
    pausedUntil = world.now() + time.toNanos();
    disturbed();
    SimTransport transport = here().transport;
    transport.pause();
    world.at(pausedUntil, transport::resume);
  }

  Written carryOut(Deed<?> deed) {
    return deed.doneAt(core().operations());
  }

  private void tick(Life of) {
    if (!isAlive(of)) {
      return;
    }
    if (!isPaused()) {
      of.core.tick(world.now());
    }
    world.after(TICK, () -> tick(of));
  }

  private void flush(Life of) {
    if (isAlive(of) && !isPaused()) {
      of.core.flush();
    }
  }

  private boolean isAlive(Life of) {
    return life != null && of.number == lives;
  }

  private InstantSource wallClock() {
    int offset = world.draws().below(2 * CLOCK_SPREAD_MILLIS, Purpose.WALL_CLOCK, subject, 0);
    return () ->
        Instant.ofEpochMilli(EPOCH_MILLIS + world.now() / 1_000_000 + offset - CLOCK_SPREAD_MILLIS);
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
