package io.rejoin.node.core.link;

import io.rejoin.node.port.Transport;

/** What the links of a node share. */
public record LinkContext(
    LinkConfig config,
    Transport transport,
    Ticks ticks,
    Traffic traffic,
    Refused refused,
    LimitedNotices notices) {}
