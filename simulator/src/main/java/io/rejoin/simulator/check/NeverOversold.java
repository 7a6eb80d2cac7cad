package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.BoundedCounter.Decrement;
import io.rejoin.crdt.type.counter.BoundedCounter.Increment;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.List;

/**
 * At no time was more taken from a bounded counter, at all nodes together, than had been added. At
 * the end it shows what was added less what was taken, give or take what is indeterminate, and
 * unless anything is, all of it is in somebody's hands: perhaps a run's that ended.
 */
final class NeverOversold implements Check {
  private final Draft draft = new Draft(name());

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
    return draft.finding();
  }

  /** Goes through the history as it happened. */
  private Range audit(SimGrid grid, List<Done> history) {
    Range range = new Range(0, 0);
    boolean unsure = history.stream().anyMatch(done -> !grid.journal().isDefinite(done));
    long stock = 0;
    for (Done done : history) {
      long amount = amount(done);
      boolean sure = grid.journal().isDefinite(done);
      range = range.plus(amount, sure);
      stock += sure || amount > 0 ? amount : 0;
      draft.looked(amount < 0 ? 1 : 0);
      if (stock < 0 && amount < 0) {
        String what = -stock + " more than there were taken by " + done;
        draft.violation(Violation.at(done.time(), what).at(done.node()).by(done));
      }
    }
    if (unsure) {
      draft.detail("what a lost disk had sold and nobody saw is left out");
    }
    return range;
  }

  private static long amount(Done done) {
    if (done.deed().operation() instanceof Increment increment) {
      return increment.amount();
    }
    return done.deed().operation() instanceof Decrement decrement ? -decrement.amount() : 0;
  }

  private void look(SimGrid grid, SimNode node, EntryKey key, Range range) {
    State state = node.state(key);
    long value = BoundedCounter.value(state);
    if (value < range.least() || value > range.most()) {
      String what = node + " shows " + value + " in " + key.key().utf8() + ", not " + range.least()
          + ".." + range.most();
      draft.violation(Violation.of(grid, what).at(node).in(key));
    }
    long rights = BoundedCounter.rights(state).values().stream()
        .mapToLong(amount -> amount)
        .sum();
    boolean negative = BoundedCounter.rights(state).values().stream().anyMatch(each -> each < 0);
    if (grid.journal().lost() == 0 && (rights != value || negative)) {
      String what =
          node + " shows " + rights + " rights to " + value + " in " + key.key().utf8();
      draft.violation(Violation.of(grid, what).at(node).in(key));
    }
  }
}
