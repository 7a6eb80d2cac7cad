package io.rejoin.node.core.relay;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import io.rejoin.node.core.link.Peer;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Lines;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whom a node tells what was written here or has come, while links are between all who can reach
 * each other. Links between sites are slow: of another site as few nodes are told as have links to
 * all of it that is linked here, which is one as a rule, and they tell the others there.
 *
 * <p>Nothing is agreed upon. Who is told first follows from the ids, so that writers spread over
 * the nodes of a site; one that does not answer comes last. Where rows differ from what is,
 * somebody is told twice, or late: see {@link Entrusted}.
 */
final class Spread {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final Roster roster;
  private final Lines links;
  private final boolean oncePerSite;
  private final Map<Way, Plan> plans = new HashMap<>();
  private List<Member> members = List.of();
  private List<NodeId> linked = List.of();

  /** Who brought something, and who wrote it; the latter may be unknown. */
  private record Way(NodeId from, Optional<NodeId> origin) {
    NodeId writer() {
      return origin.orElse(from);
    }
  }

  /**
   * Whom to tell.
   *
   * @param now at once
   * @param later who else is to hear it, and from whom
   */
  record Plan(List<NodeId> now, SortedMap<NodeId, NodeId> later) {}

  Spread(Roster roster, Lines links, boolean oncePerSite) {
    this.roster = roster;
    this.links = links;
    this.oncePerSite = oncePerSite;
  }

  /** Somebody may have fallen silent. */
  void round() {
    plans.clear();
  }

  /** Of what this node has written. */
  Plan own() {
    return of(roster.self(), Optional.of(roster.self()));
  }

  /** Of what a node has brought that another one, or itself, has written. */
  @SuppressWarnings("ReferenceEquality") // both are replaced when they change
  Plan of(NodeId from, Optional<NodeId> origin) {
    if (members != roster.members() || linked != links.linked()) {
      members = roster.members();
      linked = links.linked();
      plans.clear();
    }
    return plans.computeIfAbsent(new Way(from, origin), this::draw);
  }

  /** Of what these nodes should have heard from others. */
  Plan among(NodeId writer, Collection<NodeId> lacking) {
    Plan plan = new Plan(new ArrayList<>(), new TreeMap<>());
    bySite(lacking).values().forEach(nodes -> choose(writer, nodes, plan));
    return plan;
  }

  private Plan draw(Way way) {
    Plan plan = new Plan(new ArrayList<>(), new TreeMap<>());
    List<NodeId> abroad = new ArrayList<>();
    for (NodeId peer : linked) {
      boolean hasIt = peer.equals(way.from) || way.origin.filter(peer::equals).isPresent();
      if (hasIt
          || isTold(peer, way.from)
          || way.origin.filter(o -> isTold(peer, o)).isPresent()) {
        continue;
      }
      NodeId teller = teller(peer, way);
      if (isHere(peer)) {
        plan.now.add(peer);
      } else if (teller.equals(roster.self())) {
        abroad.add(peer);
      } else {
        plan.later.put(peer, teller);
      }
    }
    bySite(abroad).values().forEach(nodes -> choose(way.writer(), nodes, plan));
    return plan;
  }

  /** Whether a node tells a peer, itself or over others of the peer's site. */
  private boolean isTold(NodeId peer, NodeId by) {
    if (by.equals(roster.self())) {
      return false;
    }
    String site = site(peer);
    if (roster.areLinked(peer, by) && (!isHere(peer) || site.equals(site(by)))) {
      return true;
    }
    return !isHere(peer)
        && members.stream()
            .anyMatch(other -> other.status().isPresent()
                && site(other.id()).equals(site)
                && roster.areLinked(other.id(), by)
                && roster.areLinked(other.id(), peer));
  }

  /** Of those here that heard it from one of their site, who tells a peer elsewhere. */
  private NodeId teller(NodeId peer, Way way) {
    NodeId self = roster.self();
    if (way.from.equals(self) || !isHere(way.from)) {
      return self;
    }
    return members.stream()
        .filter(member -> member.status().isPresent())
        .map(Member::id)
        .filter(id -> !id.equals(self) && isHere(id) && links.isLinked(id))
        .filter(id -> roster.areLinked(id, way.from) && roster.areLinked(id, peer))
        .filter(id -> order(way.writer()).compare(id, self) < 0)
        .min(order(way.writer()))
        .orElse(self);
  }

  private Map<String, SortedSet<NodeId>> bySite(Collection<NodeId> nodes) {
    Map<String, SortedSet<NodeId>> bySite = new TreeMap<>();
    nodes.forEach(id -> bySite.computeIfAbsent(site(id), any -> new TreeSet<>()).add(id));
    return bySite;
  }

  /** Of nodes of one site as few as are linked to all the others. */
  private void choose(NodeId writer, SortedSet<NodeId> nodes, Plan plan) {
    while (!nodes.isEmpty()) {
      NodeId first = Collections.min(nodes, order(writer));
      nodes.remove(first);
      plan.now.add(first);
      nodes.removeIf(other -> {
        boolean hears = roster.areLinked(first, other);
        if (hears) {
          plan.later.put(other, first);
        }
        return hears;
      });
    }
  }

  private Comparator<NodeId> order(NodeId writer) {
    return Comparator.comparing(this::isInDoubt)
        .thenComparing(id -> rank(writer, id))
        .thenComparing(Comparator.naturalOrder());
  }

  private boolean isInDoubt(NodeId id) {
    boolean suspect =
        roster.find(id).filter(member -> member.status() != Status.ALIVE).isPresent();
    return suspect || links.isSilent(id);
  }

  /** Highest random weight (Thaler, Ravishankar 1998) with the finalizer of SplitMix64. */
  private static long rank(NodeId writer, NodeId id) {
    long bits = (writer.high() * GOLDEN + writer.low()) ^ (id.high() * GOLDEN + id.low() + GOLDEN);
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }

  private boolean isHere(NodeId id) {
    return site(id).equals(site(roster.self()));
  }

  /** Without regard to sites everybody is of one. */
  private String site(NodeId id) {
    return oncePerSite
        ? links
            .peer(id)
            .map(Peer::site)
            .or(() -> roster.find(id).map(Member::site))
            .orElse("")
        : "";
  }
}
