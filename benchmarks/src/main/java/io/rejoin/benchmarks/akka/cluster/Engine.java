package io.rejoin.benchmarks.akka.cluster;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** What keeps the data of a cluster. */
public enum Engine {
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

  public final String title;
  private final String settings;

  Engine(String title, String settings) {
    this.title = title;
    this.settings = settings;
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
