package io.rejoin.grid;

import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.loop.Host;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What another system beside a node keeps of entries, such as a cache. It may outlive the node that
 * wrote them, and then be the last to know what that node did; here it gives it back.
 */
public final class Outside {
  private final Grid grid;
  private final Host node;

  private Outside(Grid grid) {
    this.grid = grid;
    node = grid.node();
  }

  /** Of a node. */
  public static Outside of(Grid grid) {
    return new Outside(grid);
  }

  /**
   * Those of some operations that are known here: applied, or what they put into an entry was seen.
   * What is known, and does not show in a state that is read after this, was removed.
   */
  public Set<Dot> known(EntryKey entry, Collection<Dot> dots) {
    State here = grid.partial(entry);
    Set<Dot> known = new HashSet<>();
    for (Dot dot : dots) {
      if (here.knows(dot)
          || node.replicas().with(entry, all -> all.hasApplied(dot.run(), dot.number()))) {
        known.add(dot);
      }
    }
    return known;
  }

  /**
   * What whoever keeps a state of an entry must join to have all that this node has; what was
   * removed is among it.
   */
  public State since(EntryKey entry, State kept) {
    CausalContext applied = applied(); // first: what came meanwhile must not look removed
    State here = grid.partial(entry);
    CausalContext removed = kept.live().intersect(applied).minus(here.live());
    return removed.isEmpty() ? here : here.join(State.removing(removed)).state();
  }

  /**
   * Joins what was kept of an entry, at the next tick, or soon if it is one of thousands. What of
   * it was removed meanwhile stays so. What nobody but a node had that has started again since is
   * not taken: its next run may have gone on without it. It must have been a state of this grid's,
   * whole or in part, and not one of another grid.
   *
   * @return whether there is something in it that is not known here
   * @throws GridException.BadOperation if this node need not hold the entry
   */
  public boolean giveBack(EntryKey entry, State kept) {
    if (!node.replicas().placing().of(entry).equals(GroupId.ALL)) {
      throw new GridException.BadOperation("'" + entry.key().utf8()
          + "' is in a bucket whose copies are not at every node; this one takes nothing back");
    }
    CausalContext applied = applied();
    State here = grid.partial(entry);
    State unknown = kept.since(applied, Optional.of(here.live()));
    boolean isNews = here.join(unknown).changed();
    if (isNews) {
      node.replicas().takeBack(entry, kept);
    }
    return isNews;
  }

  private CausalContext applied() {
    return node.replicas().all().clock().operations();
  }
}
