package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.table.Figure;
import java.util.List;

/** Measures one engine in this process. */
interface Measurement {

  /**
   * Measures.
   *
   * @param entries that the nodes are to have before; 0 where it does not depend on them
   */
  List<Figure> with(Engine engine, int entries) throws Exception;
}
