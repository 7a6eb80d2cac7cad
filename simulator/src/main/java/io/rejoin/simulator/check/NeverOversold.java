package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;

/**
 * At no time was more taken from a bounded counter, at all nodes together, than had been added. At
 * the end it shows what was added less what was taken, give or take what is indeterminate, and
 * unless anything is, all of it is in somebody's hands: perhaps a run's that ended.
 */
final class NeverOversold implements Check {
  private final List<String> violations = new ArrayList<>();
  private long evidence;

  /** What an entry may show at the end. */
  private record Range(long least, long most) {
    Range plus(long amount, boolean sure) {
      return new Range(
          least + (sure || amount < 0 ? amount : 0), most + (sure || amount > 0 ? amount : 0));
    }
  }

  @Override
  public String name() {
    return "never-oversold";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    grid.journal().byKey().forEach((key, history) -> {
      if (key.type() == BoundedCounter.TYPE.id()) {
        Range range = audit(grid, history);
        grid.up().forEach(node -> look(grid, node, key, range));
      }
    });
    return Finding.of(this, evidence, violations);
  }

  /** Goes through the history as it happened. */
  private Range audit(SimGrid grid, List<Done> history) {
    Range range = new Range(0, 0);
    long stock = 0;
    for (Done done : history) {
      long amount = 0;
      if (done.deed().operation() instanceof Increment increment) {
        amount = increment.amount();
      } else if (done.deed().operation() instanceof Decrement decrement) {
        amount = -decrement.amount();
        evidence++;
      }
      stock += amount;
      if (stock < 0 && amount < 0) {
        violations.add(-stock + " more than there were taken by " + done);
      }
      range = range.plus(amount, grid.journal().isDefinite(done));
    }
    return range;
  }

  private void look(SimGrid grid, SimNode node, EntryKey key, Range range) {
    State state = node.replica().state(key);
    long value = BoundedCounter.value(state);
    if (value < range.least() || value > range.most()) {
      violations.add(node + " shows " + value + " in " + key.key().utf8() + ", not " + range.least()
          + ".." + range.most());
    }
    long rights = BoundedCounter.rights(state).values().stream()
        .mapToLong(amount -> amount)
        .sum();
    if (grid.journal().lost() == 0 && rights != value) {
      violations.add(
          node + " shows " + rights + " rights to " + value + " in " + key.key().utf8());
    }
  }
}
