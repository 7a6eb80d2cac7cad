package io.rejoin.simulator.scenario;

import io.rejoin.simulator.world.LinkProfile;
import java.util.Optional;

/**
 * What the network is like on the way from some nodes to others; the way back has a rule of its
 * own. A rule within sites is for nodes of one site. Any other is for nodes of different sites,
 * unless it names two nodes.
 *
 * @param from a node, a site, a block or {@code *}
 * @param to the same; that of {@code from} if within
 * @param within whether both ends must be in one site
 * @param profile empty if there is no link: they never reach each other directly
 */
public record LinkRule(String from, String to, boolean within, Optional<LinkProfile> profile) {
  public LinkRule {
    if (within && !from.equals(to)) {
      throw new IllegalArgumentException(
          "a rule within sites has one name, not " + from + ", " + to);
    }
  }

  /** Whether this is for the way from one node to another. */
  public boolean matches(Topology.Node one, Topology.Node other) {
    if (!Topology.matches(one, from) || !Topology.matches(other, to)) {
      return false;
    }
    boolean oneSite = one.site().equals(other.site());
    return within
        ? oneSite
        : !oneSite || (one.name().equals(from) && other.name().equals(to));
  }

  /** Whether another rule is for the very same nodes. */
  public boolean isLike(LinkRule other) {
    return from.equals(other.from) && to.equals(other.to) && within == other.within;
  }
}
