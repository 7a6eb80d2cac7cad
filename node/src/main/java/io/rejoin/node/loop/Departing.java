package io.rejoin.node.loop;

import io.rejoin.node.core.NodeCore;

/**
 * How a running node leaves the grid for good. It withdraws, so that it owns nothing any more, and
 * gives its rights to bounded counters away; it hands over what it holds, as long as that takes;
 * then it says good-bye, and a moment later it stops. A process that ends meanwhile has not left:
 * its next start takes part as before.
 */
final class Departing {
  /** Steps until those who are linked know that the node withdraws: they must not rely upon it. */
  private static final int HEARD = 4;

  private volatile boolean begun;
  private volatile boolean anyway;
  private int steps;
  private boolean saidGoodbye;

  /** Begins, or goes on; {@code now} without waiting for those who are to take what is here. */
  void begin(boolean now) {
    anyway |= now;
    begun = true;
  }

  /** Any thread may ask. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * Does what is due; every half second, on the loop's thread.
   *
   * @param beforeGoodbye runs once, when nothing is waited for any more
   * @return whether good-bye was said before, so that nothing is left to do but to stop
   */
  boolean step(NodeCore core, Runnable beforeGoodbye) {
    if (!begun || saidGoodbye) {
      return saidGoodbye;
    }
    core.withdraw();
    core.operations().handOverRights();
    steps++;
    if (anyway || (steps > HEARD && core.isHandedOver())) {
      beforeGoodbye.run();
      core.leave();
      saidGoodbye = true;
    }
    return false;
  }
}
