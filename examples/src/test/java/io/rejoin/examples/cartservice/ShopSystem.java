package io.rejoin.examples.cartservice;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.stream.Collectors;

/** The application's own configuration, for several nodes in one process. */
final class ShopSystem {
  private static final String FREE_PORTS = """
      akka {
        loglevel = WARNING
        remote.artery.canonical.port = 0
        cluster.jmx.enabled = off
        coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
      }
      rejoin.network.preset = lan
      shop { door.port = 0, operators.port = 0 }
      """;

  private ShopSystem() {}

  static Config config(String node, String... seeds) {
    String quoted = List.of(seeds).stream()
        .map(seed -> '"' + seed + '"')
        .collect(Collectors.joining(", ", "akka.cluster.seed-nodes = [", "]\n"));
    return ConfigFactory.parseString(FREE_PORTS + quoted + "rejoin.node.name = " + node)
        .withFallback(ConfigFactory.load());
  }
}
