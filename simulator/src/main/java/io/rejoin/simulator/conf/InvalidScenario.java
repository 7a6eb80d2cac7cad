package io.rejoin.simulator.conf;

import java.util.List;

/** A scenario that cannot be run. Each complaint says where, what is wrong and what helps. */
public final class InvalidScenario extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> complaints;

  InvalidScenario(List<String> complaints) {
    super(String.join("\n", complaints));
    this.complaints = List.copyOf(complaints);
  }

  public List<String> complaints() {
    return complaints;
  }
}
