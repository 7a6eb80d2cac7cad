package io.rejoin.benchmarks.hazelcast;

import io.rejoin.benchmarks.hazelcast.cluster.Engine;
import io.rejoin.benchmarks.table.Figure;
import java.util.List;

/** Measures one engine in this process. */
interface Measurement {
  /** Seconds; some engines compile a lot of code before they are as fast as they get. */
  double WARM = 12;

  /**
   * Measures.
   *
   * @param entries that the nodes are to have; 0 where it does not depend on them
   */
  List<Figure> with(Engine engine, int entries) throws Exception;
}
