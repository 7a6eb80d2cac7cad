package io.rejoin.simulator.check;

import io.rejoin.node.core.Change;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;

/** One thing that must hold. An instance serves one run. */
public interface Check {

  /** As in reports: lower case and hyphens. */
  String name();

  /** An entry of a node has changed. */
  default void changed(SimNode node, Change change) {}

  /** Now and then during the run. */
  default void sample(SimGrid grid) {}

  /** After everything was healed and has had time to settle. */
  Finding conclude(SimGrid grid);
}
