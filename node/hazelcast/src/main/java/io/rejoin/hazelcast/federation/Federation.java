package io.rejoin.hazelcast.federation;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.WanCustomPublisherConfig;
import com.hazelcast.config.WanReplicationConfig;
import com.hazelcast.config.WanReplicationRef;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import com.hazelcast.spi.merge.PassThroughMergePolicy;
import io.rejoin.GridException;
import io.rejoin.grid.Grid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps chosen maps of Hazelcast clusters equal, one cluster a site, over a grid that each member
 * has a node of in its process: also where sites are often cut off from each other.
 *
 * <pre>{@code
 * Grid grid = Grid.start(GridConfig.named("shop").site("oslo").types(FederatedValue.TYPE));
 * Federation federation = new Federation(grid, FederatedMap.of("orders", orders));
 * HazelcastInstance member = Hazelcast.newHazelcastInstance(federation.configured(config));
 * federation.begin(member);
 * }</pre>
 */
public final class Federation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Federation.class);
  private static final String WAN = "rejoin";
  private static final Duration AGAIN = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(5);

  private final Grid grid;
  private final Map<String, Dirty<Object>> dirty = new LinkedHashMap<>();
  private final List<FederatedMap<Object, Object>> maps = new ArrayList<>();
  private final List<Bridge<Object, Object>> bridges = new ArrayList<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(this::thread);
  private @Nullable HazelcastInstance member;
  private @Nullable UUID migrations;
  private volatile boolean begun;

  /**
   * Of one member.
   *
   * @throws GridException.BadOperation if the grid does not know the type of the values
   */
  @SuppressWarnings("unchecked") // a bridge puts back what it took
  public Federation(Grid grid, FederatedMap<?, ?>... maps) {
    if (grid.catalogue().byId(FederatedValue.TYPE.id()).isEmpty()) {
      throw new GridException.BadOperation(
          "start the grid with GridConfig.types(FederatedValue.TYPE): it does not know that type");
    }
    this.grid = grid;
    for (FederatedMap<?, ?> each : maps) {
      this.maps.add((FederatedMap<Object, Object>) each);
      dirty.put(each.name(), new Dirty<>(this::wake));
    }
  }

  private Thread thread(Runnable task) {
    Thread made = new Thread(task, "rejoin-federation-" + grid.id());
    made.setDaemon(true);
    return made;
  }

  /** Lets Hazelcast tell of the maps' changes; before the member starts. */
  public Config configured(Config config) {
    WanCustomPublisherConfig publisher = new WanCustomPublisherConfig();
    publisher.setPublisherId(WAN);
    publisher.setClassName(Feed.class.getName());
    publisher.setImplementation(new Feed(this::happened));
    config.addWanReplicationConfig(
        new WanReplicationConfig().setName(WAN).addCustomPublisherConfig(publisher));
    for (FederatedMap<?, ?> each : maps) {
      MapConfig map = config.getMapConfig(each.name());
      map.setName(each.name());
      map.setWanReplicationRef(
          new WanReplicationRef(WAN, PassThroughMergePolicy.class.getName(), List.of(), false));
      config.addMapConfig(map);
      // The base must live exactly as long as the value that it is the base of.
      config.addMapConfig(new MapConfig(Bridge.BASES + each.name())
          .setBackupCount(map.getBackupCount())
          .setAsyncBackupCount(map.getAsyncBackupCount()));
    }
    return config;
  }

  private void happened(String map, Feed.Event event) {
    Dirty<Object> marks = dirty.get(map);
    if (marks != null) {
      marks.mark(event.key(), event.removed() ? Mark.REMOVED : Mark.WRITTEN);
    }
  }

  /** Begins, with a member that was started with {@link #configured}. */
  public void begin(HazelcastInstance started) {
    member = started;
    for (FederatedMap<Object, Object> each : maps) {
      bridges.add(new Bridge<>(each, started, grid, marks(each.name())));
    }
    migrations = started.getPartitionService().addMigrationListener(new Gains());
    begun = true;
    lookAtAll();
    long again = AGAIN.toMillis();
    var unused =
        thread.scheduleWithFixedDelay(this::lookAtAll, again, again, TimeUnit.MILLISECONDS);
  }

  private Dirty<Object> marks(String map) {
    return Objects.requireNonNull(dirty.get(map));
  }

  private void lookAtAll() {
    dirty.values().forEach(Dirty::lookAtAll);
  }

  private void wake() {
    if (begun && awake.compareAndSet(false, true)) {
      thread.execute(this::round);
    }
  }

  private void round() {
    awake.set(false);
    for (Bridge<Object, Object> bridge : bridges) {
      try {
        bridge.round();
      } catch (RuntimeException failure) {
        LOG.warn("a round of the federation failed; it goes on", failure);
      }
    }
  }

  @Override
  public void close() {
    begun = false;
    bridges.forEach(Bridge::close);
    HazelcastInstance ours = member;
    UUID listening = migrations;
    if (ours != null && listening != null && ours.getLifecycleService().isRunning()) {
      ours.getPartitionService().removeMigrationListener(listening);
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a round of the federation did not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who gains a partition does not know what of it was not told yet. */
  private final class Gains implements MigrationListener {
    @Override
    public void migrationStarted(MigrationState state) {}

    @Override
    public void migrationFinished(MigrationState state) {
      lookAtAll();
    }

    @Override
    public void replicaMigrationCompleted(ReplicaMigrationEvent event) {}

    @Override
    public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
  }
}
