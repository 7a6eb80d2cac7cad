package io.rejoin.node.loop;

import io.netty.channel.IoEventLoop;
import io.rejoin.crdt.CrdtType;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Operation;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.CoreConfig;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.StatusView;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.frame.Refusal;
import io.rejoin.node.core.link.Ousted;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.core.shard.Buckets.Durability;
import io.rejoin.node.data.UnusableDirectory;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.StoreFull;
import io.rejoin.node.tcp.TcpThread;
import io.rejoin.node.transport.NodeTransport;
import io.rejoin.node.transport.TransportFailure;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node with everything it runs on: its threads, its transport, its replica and its protocol. */
public final class RunningNode implements Host {
  private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);
  private static final Duration DRIFT_BOUND = Duration.ofMinutes(5);
  private static final Duration FLUSH_BOUND = Duration.ofSeconds(5);
  private static final Duration KEEP_TIME = Duration.ofSeconds(5);
  private static final Duration LOOK_AROUND = Duration.ofMillis(500);
  private static final Duration BETWEEN_LIVES = Duration.ofSeconds(30);
  private static final Duration END_BOUND = Duration.ofSeconds(5);

  /** One part of so many of the heap may hold states that the store has. */
  private static final int RESIDENT_PART = 4;

  private final IoEventLoop thread;
  private final NodeTransport transport;
  private final Dispatcher dispatcher;
  private final Lives lives;
  private final Waiter waiter;
  private final EventLoop loop;
  private final Optional<String> address;
  private final Disk disk;
  private final Courier courier;
  private final Buckets buckets;
  private final KeptTime keptTime;
  private final CompletableFuture<Ousted> ousted = new CompletableFuture<>();
  private final Departing departing = new Departing();
  private long nextLife = System.nanoTime();

  private RunningNode(NodePlan plan, Disk disk, IoEventLoop thread, NodeTransport transport) {
    this.thread = thread;
    this.transport = transport;
    this.disk = disk;
    buckets = plan.data().buckets();
    NodeId id = disk.id();
    String name = nameOf(plan, id);
    address = plan.advertise().or(transport::address);
    dispatcher = new Dispatcher("rejoin-" + name + "-listeners");
    SecureRandom random = new SecureRandom();
    Notices notices = new LoggedNotices(name);
    ReplicaId run = ReplicaId.random(random);
    HybridClock time = new HybridClock(InstantSource.system(), DRIFT_BOUND);
    keptTime = new KeptTime(time, disk.store());
    keptTime.resume();
    Replicas replicas = new Replicas(
        plan.grid(),
        run,
        ReplicaLimits.STANDARD
            .withItems(plan.items())
            .withBuckets(plan.data().buckets())
            .withResidentBytes(Runtime.getRuntime().maxMemory() / RESIDENT_PART),
        new Replica.Ports(time, disk.store(), dispatcher::execute, notices));
    lives = new Lives(
        self -> config(plan, self),
        Member.starting(id, name, plan.site(), address, run),
        replicas,
        new NodeCore.Ports(transport, time, random, notices));
    waiter = new Waiter(Waiter.Loop.of(thread), plan.waits());
    loop = new EventLoop(thread, core(), waiter);
    courier = new Courier(plan.grid(), disk, loop, () -> core().bundles());
  }

  /**
   * Starts a node. When this returns, it reads, writes and accepts connections.
   *
   * @throws TransportFailure if its transport cannot be had; nothing is left running
   * @throws UnusableDirectory if its data directory cannot be used; nothing is left running
   */
  public static RunningNode start(NodePlan plan) throws TransportFailure, UnusableDirectory {
    Disk disk = Disk.open(plan, new SecureRandom());
    try {
      return start(plan, disk);
    } catch (TransportFailure | RuntimeException failure) {
      disk.close();
      throw failure;
    }
  }

  private static RunningNode start(NodePlan plan, Disk disk) throws TransportFailure {
    String threadName = "rejoin-" + nameOf(plan, disk.id());
    IoEventLoop thread = TcpThread.start(threadName + "-loop");
    NodeTransport transport;
    try {
      transport = plan.transport().open(thread, threadName);
    } catch (TransportFailure | RuntimeException failure) {
      end(thread);
      throw failure;
    }
    RunningNode node;
    try {
      node = new RunningNode(plan, disk, thread, transport);
    } catch (RuntimeException failure) {
      transport.close();
      end(thread);
      throw failure;
    }
    node.loop.start();
    if (disk.isDurable()) {
      node.loop.every(KEEP_TIME, node.keptTime);
    }
    node.loop.every(LOOK_AROUND, node::lookAround);
    transport.start(node.loop);
    LOG.info(
        "{} of {} started: site {}, {}",
        node.self().name(),
        plan.grid(),
        plan.site(),
        node.address.map(text -> "at " + text).orElse("outbound only"));
    return node;
  }

  private static String nameOf(NodePlan plan, NodeId id) {
    return plan.name().orElseGet(() -> "node-" + id.toString().substring(0, 6));
  }

  private CoreConfig config(NodePlan plan, Member self) {
    Set<String> known = new LinkedHashSet<>(plan.seeds());
    known.addAll(transport.seeds());
    CoreConfig preset = CoreConfig.preset(plan.preset(), plan.grid(), self, List.copyOf(known));
    return preset
        .withLinks(preset
            .links()
            .withCompression(plan.compression())
            .withBytesPerSecond(plan.bytesPerSecond()))
        .withRepair(preset.repair().withShardSessions(plan.shardSessions()));
  }

  @Override
  public Replicas replicas() {
    return lives.now().replicas();
  }

  @Override
  public NodeCore core() {
    return lives.now().core();
  }

  @Override
  public Member self() {
    return lives.now().self();
  }

  public EventLoop loop() {
    return loop;
  }

  @Override
  public Waiter waiter() {
    return waiter;
  }

  @Override
  public void dispatch(Runnable task) {
    dispatcher.execute(task);
  }

  @Override
  public <O extends Operation> Written carryOut(
      EntryKey key, CrdtType<O> type, O operation, State seen) {
    Written written = core().operations().carryOut(key, type, operation, seen);
    if (written.changed() && waitsForDisk(key, operation)) {
      try {
        disk.awaitSynced(written.sequence());
      } catch (StoreFull full) {
        throw new NotYetStored(full);
      }
    }
    return written;
  }

  /** What was sold by a node that then forgets it would be sold twice. */
  private boolean waitsForDisk(EntryKey key, Operation operation) {
    return disk.isDurable()
        && (operation instanceof BoundedCounter.Decrement
            || buckets.of(key).durability() == Durability.SYNC);
  }

  @Override
  public Optional<Disk> disk() {
    return Optional.of(disk);
  }

  @Override
  public Optional<Courier> courier() {
    return Optional.of(courier);
  }

  private void lookAround() {
    if (!ousted.isDone()) {
      boolean left = departing.step(core(), this::markGone);
      (left ? Optional.of(Ousted.LEFT) : core().ousted()).ifPresent(this::stopAs);
    }
    if (lives.isDamaged() && !ousted.isDone() && System.nanoTime() >= nextLife) {
      nextLife = System.nanoTime() + BETWEEN_LIVES.toNanos();
      beginAnew();
    }
  }

  private void beginAnew() {
    LOG.warn("{} begins anew, as something stored is damaged", self().name());
    Lives.Life life = lives.again();
    transport.closeAll();
    loop.become(life.core());
    LOG.warn("{} goes on; damaged, set aside: {}", self().name(), disk.store().damaged());
  }

  private void stopAs(Ousted why) {
    LOG.warn("{} stops: {}", self().name(), why.text());
    if (why.reason() == Refusal.EVICTED) {
      markGone();
    }
    core().close();
    dispatcher.execute(() -> ousted.complete(why));
  }

  /** Nobody waits for this node any more: its next start begins anew. */
  private void markGone() {
    try {
      disk.markGone();
    } catch (IOException failure) {
      LOG.error("cannot note that the next start begins anew", failure);
    }
  }

  @Override
  public void leave(boolean anyway) {
    departing.begin(anyway);
  }

  @Override
  public boolean isLeaving() {
    return departing.hasBegun();
  }

  @Override
  public CompletionStage<Ousted> ousted() {
    return ousted.minimalCompletionStage();
  }

  /** The core's status, with what the transport refused. */
  @Override
  public StatusView status() {
    StatusView view = core().status();
    SortedMap<String, Long> refused = new TreeMap<>(view.refused());
    transport.refused().forEach((reason, count) -> refused.merge(reason, count, Long::sum));
    if (loop.failures() > 0) {
      refused.put("failed-steps", loop.failures());
    }
    return view.withRefused(refused);
  }

  @Override
  public Optional<String> address() {
    return address;
  }

  /**
   * Hands rights over to linked peers, waits until they have what was written here, for a bounded
   * time, and ends.
   */
  @Override
  public void close() {
    core().operations().handOverRights();
    boolean flushed = waiter.awaitAsNode(new Flushed(), FLUSH_BOUND);
    if (!flushed) {
      LOG.info(
          "{} stops before all linked peers have what was written here", self().name());
    }
    loop.execute(() -> core().close());
    loop.execute(waiter::close);
    transport.close();
    end(thread);
    dispatcher.close();
    keptTime.run();
    disk.close();
  }

  private static void end(IoEventLoop thread) {
    try {
      if (!TcpThread.stop(thread, END_BOUND)) {
        LOG.warn("the loop did not end within {}", END_BOUND);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether every linked peer has applied all local operations. */
  private final class Flushed implements Waiter.Question<Boolean> {
    @Override
    public boolean isSettled() {
      return core().isSpread();
    }

    @Override
    public Boolean answer() {
      return isSettled();
    }
  }
}
