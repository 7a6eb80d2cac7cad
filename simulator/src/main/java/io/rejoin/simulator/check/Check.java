package io.rejoin.simulator.check;

import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;

/** One thing that must hold. It hears of a run while that goes on; an instance serves one run. */
public interface Check extends Observer {

  /** As in scenarios and reports: lower case and hyphens. */
  String name();

  /** After everything was healed and has had time to settle. */
  Finding conclude(SimGrid grid);
}
