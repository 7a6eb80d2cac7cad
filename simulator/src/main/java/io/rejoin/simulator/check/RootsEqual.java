package io.rejoin.simulator.check;

import io.rejoin.antientropy.NodeDigest;
import io.rejoin.crdt.EntryKey;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.List;

/**
 * At the end all nodes hold the same: equal live content entry by entry, equal roots, and the root
 * that a node kept up with every change is the one that its states give when digested anew.
 */
public final class RootsEqual implements Check {
  @Override
  public String name() {
    return "roots-equal";
  }

  @Override
  public Finding conclude(SimGrid grid) {
    List<String> violations = new ArrayList<>();
    List<SimNode> up = grid.up();
    SimNode first = up.get(0);
    NodeDigest root = root(first);
    for (SimNode node : up) {
      if (!root(node).equals(root)) {
        violations.add(node + " has another root than " + first);
      }
      if (!root(node).equals(grid.digestAnew(node))) {
        violations.add(node + " has another root than its states");
      }
      for (EntryKey key : Checks.keys(grid)) {
        List<?> here = Checks.content(node.replica().state(key));
        if (!here.equals(Checks.content(first.replica().state(key)))) {
          violations.add(node + " and " + first + " differ in " + key.key().utf8());
        }
      }
    }
    return Finding.of(this, up.size() > 1 ? root.count() : 0, violations);
  }

  /** Whether all running nodes have the same root now. */
  public static boolean holds(SimGrid grid) {
    return grid.up().stream().map(RootsEqual::root).distinct().count() <= 1;
  }

  private static NodeDigest root(SimNode node) {
    node.replica().fold();
    return node.replica().root();
  }
}
