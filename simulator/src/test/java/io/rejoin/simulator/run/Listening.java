package io.rejoin.simulator.run;

import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import java.util.List;

/** Notes when it was told that a second has passed. */
record Listening(List<Long> times) implements Observer {
  @Override
  public void sample(SimGrid grid) {
    times.add(grid.world().now());
  }
}
