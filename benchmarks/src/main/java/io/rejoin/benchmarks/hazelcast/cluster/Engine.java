package io.rejoin.benchmarks.hazelcast.cluster;

import io.rejoin.benchmarks.table.Column;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What keeps the data. */
public enum Engine implements Column {
  REJOIN("Rejoin", Side.OURS),
  STORED("Rejoin, async", Side.OURS),
  SYNCED("Rejoin, sync", Side.OURS),
  PN_COUNTER("PNCounter", Side.RIVAL),
  PN_COUNTER_TUNED("PNCounter, tuned", Side.RIVAL),
  REPLICATED_MAP("ReplicatedMap", Side.RIVAL),
  IMAP("IMap", Side.RIVAL),
  FEDERATED("IMap, federated", Side.NEITHER),
  FEDERATED_ALONE("– without another site", Side.NEITHER);

  /**
   * What Hazelcast wants to be started with; the same for all. With a single worker, as there is
   * with two processors, Hazelcast starts a thread for each answer.
   */
  public static final List<String> OPTIONS = List.of(
      "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
      "--add-modules=java.se",
      "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
      "--add-opens=java.base/java.lang=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
      "--add-opens=java.management/sun.management=ALL-UNNAMED",
      "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private static final int TUNED_PERIOD_MILLIS = 10;

  private final String title;
  private final Side side;

  Engine(String title, Side side) {
    this.title = title;
    this.side = side;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Side side() {
    return side;
  }

  /** Starts the node of another site, where there is one. */
  public Optional<Data> far(String seed) {
    return this == FEDERATED ? Optional.of(FederatedEntries.far(seed)) : Optional.empty();
  }

  /** Whether a node that was killed may be started again with what it had. */
  public boolean isStored() {
    return this == STORED || this == SYNCED;
  }

  /**
   * Starts a node.
   *
   * @param seed the address of another one, if there is one
   * @param folder where it stores, if it does
   */
  public Data open(Optional<String> seed, Path folder) {
    return switch (this) {
      case REJOIN -> new RejoinData(RejoinData.config(seed));
      case STORED -> new RejoinData(RejoinData.config(seed).data(folder));
      case SYNCED ->
        new RejoinData(RejoinData.config(seed).data(folder).with("rejoin.data.durability", "sync"));
      case PN_COUNTER -> new PnCounters(Member.config(seed));
      case PN_COUNTER_TUNED -> {
        var config = Member.config(seed);
        config
            .getCRDTReplicationConfig()
            .setReplicationPeriodMillis(TUNED_PERIOD_MILLIS)
            .setMaxConcurrentReplicationTargets(Nodes.COUNT - 1);
        yield new PnCounters(config);
      }
      case REPLICATED_MAP -> new ReplicatedEntries(Member.config(seed));
      case IMAP -> new PartitionedEntries(Member.config(seed));
      case FEDERATED, FEDERATED_ALONE -> FederatedEntries.near(seed);
    };
  }
}
