package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.LinkProfile;
import java.util.Optional;

/**
 * What the network is like from some nodes to others.
 *
 * @param from a node, a site, a block or {@code *}
 * @param to the same
 * @param within whether both ends must be in one site
 * @param profile empty if there is no link: they never reach each other directly
 */
public record LinkRule(String from, String to, boolean within, Optional<LinkProfile> profile) {}
