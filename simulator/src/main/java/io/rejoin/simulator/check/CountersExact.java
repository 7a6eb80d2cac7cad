package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;

/** A counter shows the sum of what was added, give or take what is indeterminate. */
final class CountersExact implements Check {
  @Override
  public String name() {
    return "counters-exact";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    List<String> violations = new ArrayList<>();
    long evidence = 0;
    for (EntryKey key : grid.journal().byKey().keySet()) {
      if (key.type() != PnCounter.TYPE.id()) {
        continue;
      }
      long least = 0;
      long most = 0;
      for (Done done : grid.journal().byKey().getOrDefault(key, List.of())) {
        long amount = ((PnCounter.Add) done.deed().operation()).amount();
        boolean sure = grid.journal().isDefinite(done);
        least += sure || amount < 0 ? amount : 0;
        most += sure || amount > 0 ? amount : 0;
        evidence++;
      }
      for (SimNode node : grid.up()) {
        long value = PnCounter.value(node.replica().state(key));
        if (value < least || value > most) {
          violations.add(node + " counts " + value + " in " + key.key().utf8() + ", not " + least
              + ".." + most);
        }
      }
    }
    return Finding.of(this, evidence, violations);
  }
}
