package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.table.Comparison;
import java.util.ArrayList;
import java.util.List;

/** Compares the grid with what Hazelcast has of its own: PNCounter, ReplicatedMap and IMap. */
public final class HazelcastSpeed {
  private HazelcastSpeed() {}

  public static void main(String[] arguments) throws Exception {
    List<String> options = new ArrayList<>(Engine.OPTIONS);
    options.add("-Xmx2g");
    new Comparison<>(HazelcastSpeed.class, List.of(Row.values()), List.of(Engine.values()), options)
        .run(arguments);
  }
}
