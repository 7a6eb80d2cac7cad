package io.rejoin.simulator.check;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.Journal.Fate;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;

/** What was written, and removed by nobody, is live at every node. */
final class NoLostAdds implements Check {
  private record Kept(Done done, Item item) {}

  @Override
  public String name() {
    return "no-lost-adds";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    Draft draft = new Draft(name());
    grid.journal().byKey().forEach((key, history) -> {
      List<Kept> expected = expected(grid, history);
      draft.looked(expected.size());
      for (SimNode node : grid.up()) {
        State state = node.replica().state(key);
        for (Kept kept : expected) {
          if (!state.shows(kept.item().dot())) {
            String what = node + " lacks what was written by " + kept.done();
            draft.violation(Violation.of(grid, what).at(node).by(kept.done()));
          }
        }
      }
    });
    return draft.finding();
  }

  private static List<Kept> expected(SimGrid grid, List<Done> history) {
    List<Kept> expected = new ArrayList<>();
    for (Done done : history) {
      for (Item item : done.items()) {
        if (grid.journal().fateOf(item.dot()) == Fate.LIVE) {
          expected.add(new Kept(done, item));
        }
      }
    }
    return expected;
  }
}
