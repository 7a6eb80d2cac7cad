package io.rejoin.node.core.roster;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.way.Lines;
import java.util.HashMap;
import java.util.Map;

/**
 * Which link between two sites repairs first. After a partition it would be a waste if every node
 * compared itself with every node of the other side: of all linked pairs of two sites the smallest
 * is the bridge, and the siblings of its ends hear from them. All who see the same rows name the
 * same pair; who sees others repairs once more than needed.
 */
public final class Bridges {

  /** One end here, one end in another site. */
  private record Pair(NodeId here, NodeId there) {}

  private final Member self;
  private final Roster roster;
  private final Lines links;
  private final Map<String, Pair> bySite = new HashMap<>();
  private boolean known;

  public Bridges(Member self, Roster roster, Lines links) {
    this.self = self;
    this.roster = roster;
    this.links = links;
  }

  /** Rows or links are others than before. */
  public void changed() {
    known = false;
  }

  /** Whether it is this node's part to bring a linked peer up to date without delay. */
  public boolean leadTo(Peer peer) {
    if (peer.site().equals(self.site())) {
      return true;
    }
    if (!known) {
      survey();
    }
    Pair bridge = bySite.get(peer.site());
    return bridge == null || !isSmaller(bridge, new Pair(self.id(), peer.node()), peer.site());
  }

  private void survey() {
    bySite.clear();
    for (NodeId there : links.linked()) {
      consider(self.id(), there);
    }
    for (Member member : roster.members()) {
      if (member.status().isPresent() && !member.id().equals(self.id())) {
        for (NodeId other : member.links()) {
          consider(member.id(), other);
        }
      }
    }
    known = true;
  }

  /** Takes in a linked pair if it leads from this site to another. */
  private void consider(NodeId one, NodeId other) {
    String from = presentSite(one);
    String to = presentSite(other);
    if (from.equals(self.site()) && !to.isEmpty() && !to.equals(from)) {
      keep(new Pair(one, other), to);
    } else if (to.equals(self.site()) && !from.isEmpty() && !from.equals(to)) {
      keep(new Pair(other, one), from);
    }
  }

  private void keep(Pair pair, String site) {
    bySite.merge(site, pair, (left, right) -> isSmaller(right, left, site) ? right : left);
  }

  /** Compares by the end in the site that comes first, so that both sides agree. */
  private boolean isSmaller(Pair one, Pair other, String site) {
    int here = one.here.compareTo(other.here);
    int there = one.there.compareTo(other.there);
    boolean homeFirst = self.site().compareTo(site) < 0;
    int first = homeFirst ? here : there;
    int second = homeFirst ? there : here;
    return first < 0 || (first == 0 && second < 0);
  }

  /** The site of a member that is present, else nothing. A linked one is, whatever its row says. */
  private String presentSite(NodeId node) {
    if (node.equals(self.id())) {
      return self.site();
    }
    return links
        .peer(node)
        .map(Peer::site)
        .or(() -> roster.find(node).filter(m -> m.status().isPresent()).map(Member::site))
        .orElse("");
  }
}
