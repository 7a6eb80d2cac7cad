package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.Journal.Fate;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cart shows the lines that follow from what was done, reckoned without the cart's own code. */
final class CartsExact implements Check {
  @Override
  public String name() {
    return "carts-exact";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    Draft draft = new Draft(name());
    grid.journal().byKey().forEach((key, history) -> {
      boolean sure = history.stream().allMatch(grid.journal()::isDefinite);
      if (key.type() == ShoppingCart.TYPE.id() && sure) {
        compare(grid, key, lines(grid, history), draft);
      }
    });
    return draft.finding();
  }

  private static void compare(
      SimGrid grid, EntryKey key, SortedMap<Bytes, Long> expected, Draft draft) {
    draft.looked(expected.size());
    for (SimNode node : Holders.of(grid, key)) {
      SortedMap<Bytes, Long> lines = ShoppingCart.lines(node.state(key));
      if (!lines.equals(expected)) {
        String what = node + " shows " + lines + " in a cart, not " + expected;
        draft.violation(Violation.of(grid, what).at(node).in(key));
      }
    }
  }

  private static SortedMap<Bytes, Long> lines(SimGrid grid, List<Done> history) {
    SortedMap<Bytes, Long> lines = new TreeMap<>();
    for (Done done : history) {
      for (Dot dot : done.written().written()) {
        if (grid.journal().fateOf(dot) == Fate.LIVE) {
          add(lines, done);
        }
      }
    }
    return lines;
  }

  private static void add(SortedMap<Bytes, Long> lines, Done done) {
    if (done.deed().operation() instanceof ShoppingCart.Add add) {
      lines.merge(add.sku(), add.quantity(), Long::sum);
    } else if (done.deed().operation() instanceof ShoppingCart.SetQuantity set) {
      lines.merge(set.sku(), set.quantity(), Long::sum);
    }
  }
}
