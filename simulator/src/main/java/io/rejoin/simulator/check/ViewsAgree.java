package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.type.sequence.ReplicatedList;
import io.rejoin.crdt.type.sequence.ReplicatedText;
import io.rejoin.crdt.type.tree.MovableTree;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import java.util.List;
import java.util.Optional;

/**
 * At the end lists, texts and trees read the same at every node, whether by the index that a node
 * kept up with every change or by one that is built from the live items.
 */
public final class ViewsAgree implements Check {
  @Override
  public String name() {
    return "views-agree";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    Draft draft = new Draft(name());
    for (EntryKey key : Checks.keys(grid)) {
      List<SimNode> holders = Holders.of(grid, key);
      Optional<Object> expected =
          holders.isEmpty() ? Optional.empty() : anew(key, holders.get(0).state(key));
      if (expected.isPresent()) {
        draft.looked(1);
        for (SimNode node : holders) {
          State state = node.state(key);
          if (!anew(key, state).equals(expected) || !kept(key, state).equals(expected)) {
            String what = node + " reads " + key.key().utf8() + " of type " + key.type()
                + " otherwise than " + holders.get(0);
            draft.violation(Violation.of(grid, what).at(node).in(key));
          }
        }
      }
    }
    return draft.finding();
  }

  private static Optional<Object> kept(EntryKey key, State state) {
    if (key.type() == ReplicatedList.TYPE.id()) {
      return Optional.of(ReplicatedList.range(state, 0, ReplicatedList.size(state)));
    } else if (key.type() == ReplicatedText.TYPE.id()) {
      return Optional.of(ReplicatedText.range(state, 0, ReplicatedText.size(state)));
    }
    return key.type() == MovableTree.TYPE.id()
        ? Optional.of(MovableTree.nodes(state))
        : Optional.empty();
  }

  private static Optional<Object> anew(EntryKey key, State state) {
    if (key.type() == ReplicatedList.TYPE.id()) {
      return Optional.of(ReplicatedList.elements(state.root()));
    } else if (key.type() == ReplicatedText.TYPE.id()) {
      return Optional.of(ReplicatedText.text(state.root()));
    }
    return key.type() == MovableTree.TYPE.id()
        ? Optional.of(MovableTree.nodes(state.root()))
        : Optional.empty();
  }
}
