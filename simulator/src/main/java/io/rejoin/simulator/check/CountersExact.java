package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import java.util.List;

/**
 * A counter shows the sum of what was added, give or take what is indeterminate. Where it was
 * erased as it had expired, what is left depends on who counted meanwhile, and other checks look at
 * it.
 */
final class CountersExact implements Check {
  @Override
  public String name() {
    return "counters-exact";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    Draft draft = new Draft(name());
    grid.journal().byKey().forEach((key, history) -> {
      boolean expired = history.stream().anyMatch(Done::isExpiry);
      if (key.type() == PnCounter.TYPE.id() && !expired) {
        compare(grid, key, history, draft);
      }
    });
    return draft.finding();
  }

  private static void compare(SimGrid grid, EntryKey key, List<Done> history, Draft draft) {
    long least = 0;
    long most = 0;
    for (Done done : history) {
      if (done.deed().operation() instanceof PnCounter.Add add) {
        boolean sure = grid.journal().isDefinite(done);
        least += sure || add.amount() < 0 ? add.amount() : 0;
        most += sure || add.amount() > 0 ? add.amount() : 0;
        draft.looked(1);
      }
    }
    for (SimNode node : Holders.of(grid, key)) {
      long value = PnCounter.value(node.state(key));
      if (value < least || value > most) {
        String what =
            node + " counts " + value + " in " + key.key().utf8() + ", not " + least + ".." + most;
        draft.violation(Violation.of(grid, what).at(node).in(key));
      }
    }
  }
}
