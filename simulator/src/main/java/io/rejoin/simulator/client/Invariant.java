package io.rejoin.simulator.client;

import io.rejoin.simulator.check.Check;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Violation;
import io.rejoin.simulator.grid.SimGrid;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Something that an application wants to hold. */
final class Invariant implements Check {
  private final String name;
  private final boolean always;
  private final BooleanSupplier holds;
  private Optional<Violation> first = Optional.empty();
  private long looks;

  Invariant(String name, boolean always, BooleanSupplier holds) {
    this.name = name;
    this.always = always;
    this.holds = holds;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void sample(SimGrid grid) {
    if (always) {
      look(grid);
    }
  }

  private void look(SimGrid grid) {
    looks++;
    if (first.isEmpty() && !holds.getAsBoolean()) {
      first = Optional.of(Violation.at(grid.world().now(), "it does not hold that " + name));
    }
  }

  @Override
  public Finding conclude(SimGrid grid) {
    look(grid);
    return first
        .map(violation -> Finding.violated(name, looks, violation))
        .orElseGet(() -> Finding.passed(name, looks));
  }
}
