package io.rejoin.examples.demo;

import io.rejoin.examples.demo.shop.Journal;
import io.rejoin.examples.demo.shop.Journal.Outcome;
import io.rejoin.examples.demo.shop.Journal.Visited;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Operations counted by their outcome. */
record Tally(long ok, long failed, long indeterminate) {

  static Tally of(List<Journal.Event> events, Predicate<Visited> which) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Journal.Event event : events) {
      if (event instanceof Visited visited && which.test(visited)) {
        counts.merge(visited.outcome(), (long) visited.done().size(), Long::sum);
      }
    }
    return new Tally(
        counts.getOrDefault(Outcome.OK, 0L),
        counts.getOrDefault(Outcome.FAILED, 0L),
        counts.getOrDefault(Outcome.INDETERMINATE, 0L));
  }

  /** All but those of which nobody can say whether they happened. */
  long attempted() {
    return ok + failed;
  }

  long all() {
    return attempted() + indeterminate;
  }
}
