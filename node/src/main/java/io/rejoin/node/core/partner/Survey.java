package io.rejoin.node.core.partner;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.HoldingTable;
import io.rejoin.node.core.group.Ownership;
import io.rejoin.node.core.partner.Moves.Awaited;
import io.rejoin.node.core.partner.Moves.Why;
import io.rejoin.node.core.roster.Roster;
import io.rejoin.node.core.way.Ways;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks over the groups of a node and says how their moves stand; it changes nothing. */
public final class Survey {

  /** A group that the node takes part in. */
  public interface Held extends Partners.Shared {
    /** How many entries with live content are here, about. */
    long entries();

    /** How many sessions go on. */
    int sessions();

    /** Whether an owner has said that it keeps what is to be given up here. */
    boolean isKeptBy(NodeId owner);
  }

  private final Roster roster;
  private final Ways ways;
  private final Ownership ownership;
  private final HoldingTable holdings;
  private final Wholeness wholeness;

  Survey(
      Roster roster, Ways ways, Ownership ownership, HoldingTable holdings, Wholeness wholeness) {
    this.roster = roster;
    this.ways = ways;
    this.ownership = ownership;
    this.holdings = holdings;
    this.wholeness = wholeness;
  }

  /**
   * How the moves of groups stand.
   *
   * @param mostSessions that may go on in all of them
   */
  public Moves of(Collection<? extends Held> groups, int mostSessions) {
    int owned = 0;
    int arriving = 0;
    int sessions = 0;
    long entries = 0;
    long leaving = 0;
    Map<Waiting, Integer> awaited = new TreeMap<>();
    for (Held group : groups) {
      boolean owns = ownership.isOwner(group.id());
      boolean arrives = owns && !group.isWhole();
      owned += owns ? 1 : 0;
      arriving += arrives ? 1 : 0;
      sessions += group.sessions();
      entries += group.entries();
      leaving += owns ? 0 : group.entries();
      if (!owns) {
        takers(group).forEach(one -> awaited.merge(one, 1, Integer::sum));
      } else if (arrives) {
        givers(group.id()).forEach(one -> awaited.merge(one, 1, Integer::sum));
      }
    }
    return new Moves(
        owned,
        arriving,
        groups.size() - owned,
        entries,
        leaving,
        sessions,
        mostSessions,
        sorted(awaited));
  }

  private record Waiting(NodeId node, Why why) implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      int byNode = node.compareTo(other.node);
      return byNode != 0 ? byNode : why.compareTo(other.why);
    }
  }

  private static List<Awaited> sorted(Map<Waiting, Integer> awaited) {
    return awaited.entrySet().stream()
        .map(each -> new Awaited(each.getKey().node, each.getKey().why, each.getValue()))
        .sorted(Comparator.comparing(Awaited::shards).reversed())
        .toList();
  }

  /** Whom somebody waits for who wants to give a group up. */
  private List<Waiting> takers(Held group) {
    return ownership.of(group.id()).stream()
        .filter(owner -> !group.isKeptBy(owner))
        .map(owner -> new Waiting(owner, obstacle(owner).orElse(Why.NOT_THERE_YET)))
        .toList();
  }

  /** Whom an owner waits for who has not had all of a group: one who has; else all, for a word. */
  private List<Waiting> givers(GroupId group) {
    List<NodeId> whole = holdings.holders(group).stream()
        .filter(node -> holdings.isWhole(node, group) && !node.equals(roster.self()))
        .filter(node -> roster.find(node).filter(Roster::counts).isPresent())
        .toList();
    if (!whole.isEmpty()) {
      List<NodeId> near = whole.stream().filter(ways::isReached).toList();
      return near.isEmpty() ? waiting(whole, Why.NOT_REACHED) : waiting(near, Why.BRINGS);
    }
    TreeSet<NodeId> asked = new TreeSet<>(wholeness.asked(group));
    asked.addAll(roster.unmet());
    return asked.stream()
        .flatMap(node -> obstacle(node).map(why -> new Waiting(node, why)).stream())
        .toList();
  }

  private static List<Waiting> waiting(List<NodeId> nodes, Why why) {
    return nodes.stream().map(node -> new Waiting(node, why)).toList();
  }

  private Optional<Why> obstacle(NodeId node) {
    if (!ways.isReached(node)) {
      return Optional.of(Why.NOT_REACHED);
    }
    return holdings.view(node) == ownership.view() ? Optional.empty() : Optional.of(Why.OTHER_VIEW);
  }
}
