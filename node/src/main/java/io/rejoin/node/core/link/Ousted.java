package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Refusal;

/**
 * A node that must not go on under its identity: another live process has it, the grid has evicted
 * it, or it has left.
 *
 * @param text for people: what is the case, and what helps
 */
public record Ousted(Refusal reason, String text) {
  public static final Ousted EVICTED = new Ousted(
      Refusal.EVICTED,
      "the grid has evicted this node: its next start sets its content aside and begins anew,"
          + " empty and as another node");

  public static final Ousted LEFT = new Ousted(
      Refusal.LEAVING,
      "this node has left the grid: its next start sets its content aside and begins anew, empty"
          + " and as another node");

  public static final Ousted CLOSED = new Ousted(
      Refusal.SAME_NODE,
      "the grid takes this process of the node for over, as after an eviction that was taken back,"
          + " or because another process had its id: start it again");
}
