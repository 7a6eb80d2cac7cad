package io.rejoin.hazelcast.federation;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.WanCustomPublisherConfig;
import com.hazelcast.config.WanReplicationConfig;
import com.hazelcast.config.WanReplicationRef;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import io.rejoin.hazelcast.CrdtMergePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps chosen maps of Hazelcast clusters equal, one cluster a site, over a grid that each member
 * has a node of in its process: also where sites are often cut off from each other.
 *
 * <pre>{@code
 * FederatedMap<String, Order> orders = FederatedMap.of("orders", Codec.string(), orderCodec);
 * Grid grid = Grid.start(GridConfig.named("shop").site("oslo").types(FederatedValue.TYPE));
 * Config config = Federation.configured(Config.load(), grid, orders);
 * HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
 * Federation federation = Federation.begin(member, grid, orders);
 * }</pre>
 *
 * <p>Close it before the member. Thread-safe.
 */
public final class Federation implements AutoCloseable {
  /** The name of the WAN replication of federated maps in a configuration. */
  public static final String WAN = "rejoin";

  private static final Logger LOG = LoggerFactory.getLogger(Federation.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(5);

  /** Between rounds, while there is always something to do: many keys at once cost little more. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Grid grid;
  private final HazelcastInstance member;
  private final Marks marks;
  private final Counts.Tally tally = new Counts.Tally();
  private final List<Pump<?>> pumps = new ArrayList<>();
  private final List<Pump<?>> plain = new ArrayList<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile long ended = System.nanoTime() - PAUSE;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(this::thread);
  private final UUID merging;

  private Federation(HazelcastInstance member, Grid grid, List<Federated<?>> maps) {
    this.grid = grid;
    this.member = member;
    marks = Marks.of(member);
    for (Federated<?> each : maps) {
      Pump<?> pump = pump(each, member);
      pumps.add(pump);
      if (each instanceof FederatedMap) {
        plain.add(pump);
      }
    }
    marks.onMark(this::wake);
    merging = member
        .getLifecycleService()
        .addLifecycleListener(new Merging(member.getCluster(), marks, new Rounds()));
    long tick = TICK.toMillis();
    var unused = thread.scheduleWithFixedDelay(this::tick, 0, tick, TimeUnit.MILLISECONDS);
  }

  /**
   * Lets a member tell of what changes in these maps; before it starts. All members of a cluster
   * must be configured with the same ones.
   */
  public static Config configured(Config config, Grid grid, Federated<?>... maps) {
    if (config.getWanReplicationConfig(WAN) == null) {
      WanCustomPublisherConfig publisher = new WanCustomPublisherConfig();
      publisher.setPublisherId(WAN);
      publisher.setClassName(Feed.class.getName());
      config.addWanReplicationConfig(
          new WanReplicationConfig().setName(WAN).addCustomPublisherConfig(publisher));
    }
    for (Federated<?> each : maps) {
      MapConfig map = config.getMapConfig(each.name());
      map.setWanReplicationRef(
          new WanReplicationRef(WAN, mergePolicy(each).getName(), List.of(), false));
      each.configure(config, grid);
    }
    return config;
  }

  private static Class<?> mergePolicy(Federated<?> map) {
    return map instanceof FederatedCrdts ? CrdtMergePolicy.class : DiscardMergePolicy.class;
  }

  /**
   * Begins to keep maps equal, with a member that was started with {@link #configured}, and its
   * node.
   *
   * @throws GridException.BadOperation if the grid cannot hold the maps' entries
   */
  public static Federation begin(HazelcastInstance member, Grid grid, Federated<?>... maps) {
    return new Federation(member, grid, List.of(maps));
  }

  private Thread thread(Runnable task) {
    Thread made = new Thread(task, "rejoin-federation-" + grid.id());
    made.setDaemon(true);
    return made;
  }

  private Pump<?> pump(Federated<?> map, HazelcastInstance member) {
    Partitions partitions = new Partitions(member);
    return map instanceof FederatedMap<?, ?> plain
        ? pump(plain, member, partitions)
        : pump((FederatedCrdts) map, member, partitions);
  }

  private <K, V> Pump<K> pump(
      FederatedMap<K, V> map, HazelcastInstance member, Partitions partitions) {
    return pump(map, new MapBridge<>(map, member, partitions, grid, tally), member, partitions);
  }

  private Pump<String> pump(FederatedCrdts map, HazelcastInstance member, Partitions partitions) {
    return pump(map, new CrdtBridge(map, member, partitions, grid, tally), member, partitions);
  }

  private <K> Pump<K> pump(
      Federated<K> map, Pump.Bridge<K> bridge, HazelcastInstance member, Partitions partitions) {
    return new Pump<>(map, member.getMap(map.name()), partitions, grid, bridge, dirty(map), tally);
  }

  @SuppressWarnings("unchecked") // Hazelcast marks keys of the map
  private <K> Marks.Dirty<K> dirty(Federated<K> map) {
    return (Marks.Dirty<K>) marks.of(map.name());
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      try {
        long wait = Math.max(0, ended + PAUSE - System.nanoTime());
        var unused = thread.schedule(this::round, wait, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException over) {
        LOG.debug("a change after the end", over);
      }
    }
  }

  private void round() {
    awake.set(false);
    pumps.forEach(pump -> attempt(pump::round));
    ended = System.nanoTime();
    if (pumps.stream().anyMatch(Pump::isToGoOn)) {
      wake();
    }
  }

  private void tick() {
    pumps.forEach(pump -> attempt(pump::tick));
    round();
  }

  /** While the member merges. */
  private final class Rounds implements Merging.Rounds {
    @Override
    public void rest() {
      pumps.forEach(Pump::rest);
    }

    @Override
    public Future<?> tell(Predicate<Mark> these) {
      return thread.submit(() -> plain.forEach(pump -> attempt(() -> pump.tell(these))));
    }

    @Override
    public void goOn() {
      thread.execute(() -> {
        pumps.forEach(Pump::goOn);
        tick();
      });
    }
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (HazelcastInstanceNotActiveException ending) {
      LOG.debug("the member is ending", ending);
    } catch (RuntimeException failure) {
      LOG.warn("a round of the federation failed; it goes on", failure);
    }
  }

  /** What this member has done so far. */
  public Counts counts() {
    return tally.counts(marks.size());
  }

  /** Tells the grid what is still to be told, for at most five seconds, and ends. */
  @Override
  public void close() {
    marks.onMark(() -> {});
    member.getLifecycleService().removeLifecycleListener(merging);
    marks.open();
    thread.execute(this::round);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a round of the federation did not end; {} keys wait", marks.size());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    pumps.forEach(pump -> attempt(pump::close));
  }
}
