package io.rejoin.benchmarks.akka.cluster;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rejoin.benchmarks.table.Column;

/** What keeps the data of a cluster. */
public enum Engine implements Column {
  REJOIN("Rejoin in Akka", "rejoin.grid.name = akka-speed"),
  DEFAULT("Akka DD, default", ""),
  TUNED("Akka DD, tuned", """
      akka.cluster.distributed-data {
        gossip-interval = 1 s
        notify-subscribers-interval = 10 ms
        max-delta-elements = 2000
        delta-crdt.max-delta-size = 500
      }
      """),
  NONE("no data grid", "");

  private final String title;
  private final String settings;

  Engine(String title, String settings) {
    this.title = title;
    this.settings = settings;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Side side() {
    return switch (this) {
      case REJOIN -> Side.OURS;
      case DEFAULT, TUNED -> Side.RIVAL;
      case NONE -> Side.NEITHER;
    };
  }

  /** What its users write into {@code application.conf}. */
  Config config() {
    Config own = ConfigFactory.parseString(settings);
    return this == REJOIN
        ? own.withFallback(ConfigFactory.parseResources("rejoin-akka.conf"))
        : own;
  }

  Data open(ActorSystem<Void> system) {
    return switch (this) {
      case REJOIN -> new RejoinData(system);
      case DEFAULT, TUNED -> new DistributedCrdts(system);
      case NONE -> new NoData();
    };
  }
}
