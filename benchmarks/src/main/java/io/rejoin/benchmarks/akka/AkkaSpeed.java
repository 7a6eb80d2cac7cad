package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.table.Comparison;
import java.util.List;

/**
 * Compares the grid inside an Akka Cluster with Akka Distributed Data, as it comes and tuned. Each
 * process has three ActorSystems on loopback.
 */
public final class AkkaSpeed {
  private AkkaSpeed() {}

  public static void main(String[] arguments) throws Exception {
    new Comparison<>(
            AkkaSpeed.class, List.of(Row.values()), List.of(Engine.values()), List.of("-Xmx2g"))
        .run(arguments);
  }
}
