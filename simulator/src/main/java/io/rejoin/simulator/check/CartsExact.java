package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.cart.ShoppingCart;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.Journal.Fate;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    List<String> violations = new ArrayList<>();
    long evidence = 0;
    for (Map.Entry<EntryKey, List<Done>> entry : grid.journal().byKey().entrySet()) {
      EntryKey key = entry.getKey();
      boolean sure = entry.getValue().stream().allMatch(grid.journal()::isDefinite);
      if (key.type() != ShoppingCart.TYPE.id() || !sure) {
        continue;
      }
      SortedMap<Bytes, Long> expected = lines(grid, entry.getValue());
      evidence += expected.size();
      for (SimNode node : grid.up()) {
        SortedMap<Bytes, Long> lines = ShoppingCart.lines(node.replica().state(key));
        if (!lines.equals(expected)) {
          violations.add(node + " shows " + lines + " in a cart, not " + expected);
        }
      }
    }
    return Finding.of(this, evidence, violations);
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
