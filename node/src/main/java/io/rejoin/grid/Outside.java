package io.rejoin.grid;

import io.rejoin.GridException;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.loop.Host;

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
   * Whether this node has applied an operation, or shows or has seen what it put into an entry. If
   * not, it may still come.
   */
  public boolean knows(EntryKey entry, Dot dot) {
    return grid.partial(entry).knows(dot)
        || node.replicas().with(entry, here -> here.hasApplied(dot.run(), dot.number()));
  }

  /**
   * Joins what was kept of an entry, at the next tick, or soon if it is one of thousands. What of
   * it was removed meanwhile stays so. What nobody but a node had that has started again since is
   * not taken: its next run may have gone on without it. It must have been a state of this grid's,
   * whole or in part, and not one of another grid.
   *
   * @throws GridException.BadOperation if this node need not hold the entry
   */
  public void giveBack(EntryKey entry, State kept) {
    if (!node.replicas().placing().of(entry).equals(GroupId.ALL)) {
      throw new GridException.BadOperation("'" + entry.key().utf8()
          + "' is in a bucket whose copies are not at every node; this one takes nothing back");
    }
    node.replicas().takeBack(entry, kept);
  }
}
