package io.rejoin.node.core.link;

import io.rejoin.node.port.Transport;

/** What the links of a node share. */
public record LinkContext(
    LinkConfig config,
    Transport transport,
    Ticks ticks,
    Traffic traffic,
    Refused refused,
    LimitedNotices notices) {

  /** A peer's clock is ahead by more than clocks may differ. */
  public void noticeAhead(Peer peer) {
    refused.count(Refused.CLOCK_AHEAD);
    notices.warn("the clock of " + peer + " is ahead of ours by more than the drift bound");
  }
}
