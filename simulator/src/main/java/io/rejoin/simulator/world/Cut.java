package io.rejoin.simulator.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * Nothing passes from the one nodes to the others while it lasts, and nobody is told. Whoever is in
 * none of its groups keeps all links, and so is a bridge.
 */
public final class Cut {
  private final List<BitSet> groups = new ArrayList<>();
  private final boolean bothWays;

  private Cut(Collection<? extends Collection<Integer>> groups, boolean bothWays) {
    for (Collection<Integer> group : groups) {
      BitSet nodes = new BitSet();
      group.forEach(nodes::set);
      this.groups.add(nodes);
    }
    this.bothWays = bothWays;
  }

  public static Cut between(Collection<Integer> some, Collection<Integer> others) {
    return new Cut(List.of(some, others), true);
  }

  public static Cut oneWay(Collection<Integer> from, Collection<Integer> to) {
    return new Cut(List.of(from, to), false);
  }

  /** Each group from every other one. */
  public static Cut apart(Collection<? extends Collection<Integer>> groups) {
    return new Cut(groups, true);
  }

  public boolean stops(int sender, int receiver) {
    if (!bothWays) {
      return groups.get(0).get(sender) && groups.get(1).get(receiver);
    }
    for (int i = 0; i < groups.size(); i++) {
      for (int j = 0; groups.get(i).get(sender) && j < groups.size(); j++) {
        if (i != j && groups.get(j).get(receiver)) {
          return true;
        }
      }
    }
    return false;
  }
}
