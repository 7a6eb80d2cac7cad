package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.grid.Journal.Fate;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;

/**
 * At no time does a node show again what it knew to be removed, and at the end nobody shows what
 * was removed, or what nobody wrote.
 */
final class NoResurrectedRemoves implements Check {
  private final List<String> violations = new ArrayList<>();

  @Override
  public String name() {
    return "no-resurrected-removes";
  }

  @Override
  public void changed(SimNode node, Change change) {
    CausalContext dead = change.before().context().minus(change.before().live());
    CausalContext risen = change.after().live().intersect(dead);
    if (!risen.isEmpty()) {
      violations.add(node + " shows " + risen + " of " + change.key().key().utf8() + " again");
    }
  }

  @Override
  public Finding conclude(SimGrid grid) {
    long evidence = 0;
    for (EntryKey key : Checks.keys(grid)) {
      evidence += grid.journal().byKey().getOrDefault(key, List.of()).stream()
          .filter(grid.journal()::isDefinite)
          .mapToLong(done -> done.written().removed().size())
          .sum();
      for (SimNode node : grid.up()) {
        for (Item item : node.replica().state(key).items()) {
          if (!grid.journal().isKnown(item)) {
            violations.add(node + " shows " + item + " that nobody wrote");
          } else if (grid.journal().fateOf(item.dot()) == Fate.DEAD) {
            violations.add(node + " shows " + item.dot() + " that was removed");
          }
        }
      }
    }
    return Finding.of(this, evidence, violations);
  }
}
