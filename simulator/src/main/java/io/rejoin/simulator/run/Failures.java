package io.rejoin.simulator.run;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Violation;
import io.rejoin.simulator.grid.SimGrid;
import java.util.Optional;

/** No process of a run ever throws out of its protocol. */
final class Failures {
  private Failures() {}

  /** The finding that something was thrown, if anything was. */
  static Optional<Finding> finding(SimGrid grid) {
    return grid.failures().stream().findFirst().map(first -> {
      Violation what =
          Violation.at(first.time(), grid.node(first.node()).name() + " failed: " + first.trace());
      return Finding.violated("process-fails-never", grid.failures().size(), what);
    });
  }
}
