package io.rejoin.simulator.world;

import java.util.BitSet;
import java.util.Collection;

/** Nothing passes from the one nodes to the others while it lasts, and nobody is told. */
public final class Cut {
  private final BitSet from = new BitSet();
  private final BitSet to = new BitSet();
  private final boolean bothWays;

  private Cut(Collection<Integer> from, Collection<Integer> to, boolean bothWays) {
    from.forEach(this.from::set);
    to.forEach(this.to::set);
    this.bothWays = bothWays;
  }

  public static Cut between(Collection<Integer> some, Collection<Integer> others) {
    return new Cut(some, others, true);
  }

  public static Cut oneWay(Collection<Integer> from, Collection<Integer> to) {
    return new Cut(from, to, false);
  }

  public boolean stops(int sender, int receiver) {
    return (from.get(sender) && to.get(receiver))
        || (bothWays && to.get(sender) && from.get(receiver));
  }
}
