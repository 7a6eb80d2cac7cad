package io.rejoin.simulator.client;

import io.rejoin.simulator.check.Check;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Violation;
import io.rejoin.simulator.grid.SimGrid;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/** An application's code throws nothing. */
final class CodeFailures implements Check {
  private Optional<Violation> first = Optional.empty();

  void add(SimGrid grid, String client, Throwable failure) {
    if (first.isEmpty()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      first = Optional.of(Violation.at(grid.world().now(), client + " failed: " + trace));
    }
  }

  @Override
  public String name() {
    return "code-does-not-fail";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    return first
        .map(violation -> Finding.violated(name(), 1, violation))
        .orElseGet(() -> Finding.passed(name(), 1));
  }
}
