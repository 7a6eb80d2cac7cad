package io.rejoin.simulator.grid;

import io.rejoin.Level;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.simulator.scenario.Happening;
import java.util.SortedSet;

/** Hears of all that happens in a run, while it happens. It must change nothing. */
public interface Observer {

  /**
   * A client was told that these nodes hold what it did, as the policy of its bucket has it.
   *
   * @param time in nanoseconds
   */
  record Acknowledged(Done done, Level level, long time, SortedSet<Integer> holders) {}

  /**
   * A node has given up what it had of a group, as the owners were said to keep it.
   *
   * @param had the operations that it had applied
   */
  record GivenUp(SimNode node, GroupId group, CausalContext had) {}

  /** Something begins to befall these nodes. */
  default void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {}

  /** It has ended. */
  default void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {}

  /** A process of the node has started or ended. */
  default void life(SimGrid grid, SimNode node) {}

  /** A client tried something. */
  default void attempted(SimGrid grid, Attempt attempt) {}

  /** Enough nodes hold what a client waits for. */
  default void acknowledged(SimGrid grid, Acknowledged what) {}

  /** Entries have moved away from a node. */
  default void gaveUp(SimGrid grid, GivenUp what) {}

  /** An entry of a node has changed. */
  default void changed(SimNode node, Change change) {}

  /**
   * A frame arrived at a node.
   *
   * @param sent when it was sent, in nanoseconds
   */
  default void frame(int from, int to, long sent, Bytes frame) {}

  /** A second has passed. */
  default void sample(SimGrid grid) {}
}
