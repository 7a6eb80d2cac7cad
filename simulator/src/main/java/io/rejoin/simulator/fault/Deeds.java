package io.rejoin.simulator.fault;

import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.scenario.OperationSpec;
import java.util.Optional;

/** Makes deeds of what a scenario says. */
@FunctionalInterface
public interface Deeds {
  /** The n-th deed of a client at a node; empty if there is nothing that it could do. */
  Optional<Deed<?>> deed(OperationSpec operation, int node, String session, long n);
}
