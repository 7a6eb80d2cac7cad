package io.rejoin.examples.comparison.history;

import java.util.List;

/**
 * All that is done in one run, whatever keeps the data.
 *
 * @param acts by time
 */
public record History<A>(Schedule schedule, List<Act<A>> acts) {
  public History {
    acts = List.copyOf(acts);
  }
}
