package io.rejoin.membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a node sees from where it stands: its own row, the member table, and its links.
 *
 * <p>Not every member reaches every other: a member is judged only by those that have, or had, a
 * link to it, and indirect probes go through members that share a link with the target. So two
 * spokes that only know each other from a hub's table never suspect each other.
 */
final class Neighbourhood {
  /** A member of a large grid that has more links than this does not list them. */
  static final int FEW_LINKS = 2;

  private final MemberTable table = new MemberTable();
  private final Overlay overlay = new Overlay(table);
  private final SortedSet<NodeId> links = new TreeSet<>();
  private final SortedSet<NodeId> everLinked = new TreeSet<>();
  private long linksVersion;
  private Member self;

  Neighbourhood(Member self) {
    this.self = self;
    table.join(self);
  }

  Member self() {
    return self;
  }

  /** Replaces the own row by a later one. */
  void become(Member row) {
    self = row;
    table.join(row);
  }

  boolean isSelf(NodeId id) {
    return self.id().equals(id);
  }

  MemberTable table() {
    return table;
  }

  Overlay overlay() {
    return overlay;
  }

  /** Another number whenever the links have changed. */
  long linksVersion() {
    return linksVersion;
  }

  /** Whether a member depends on its neighbours because it has only few. */
  boolean hasFewLinks(NodeId id) {
    int links = table.find(id).map(row -> row.links().size()).orElse(0);
    return links <= FEW_LINKS && (links > 0 || !overlay.isSparse());
  }

  Status statusOf(NodeId id) {
    return table.find(id).map(Member::status).orElse(Status.ALIVE);
  }

  boolean link(NodeId id) {
    everLinked.add(id);
    linksVersion++;
    return links.add(id);
  }

  boolean unlink(NodeId id) {
    linksVersion++;
    return links.remove(id);
  }

  /** A member that is not linked any more is left to those that are linked to it. */
  void acquit(NodeId id) {
    everLinked.remove(id);
  }

  boolean isLinked(NodeId id) {
    return links.contains(id);
  }

  /** Nodes with a link to this one, ascending. */
  SortedSet<NodeId> links() {
    return Collections.unmodifiableSortedSet(links);
  }

  /** The links as they fit into a row; in a large grid those that the overlay does not tell. */
  SortedSet<NodeId> listedLinks() {
    SortedSet<NodeId> listed = new TreeSet<>();
    if (overlay.isSparse() && links.size() > FEW_LINKS) {
      return listed;
    }
    for (NodeId link : links) {
      if (listed.size() == Member.MAX_LINKS) {
        break;
      }
      listed.add(link);
    }
    return listed;
  }

  /**
   * Whether this node may say that the other one does not answer. The other one's row may know
   * better than this node, which has restarted since, that there was a link.
   */
  boolean judges(NodeId id) {
    return everLinked.contains(id)
        || table.find(id).map(row -> row.links().contains(self.id())).orElse(false);
  }

  /** Present members that this node judges, ascending. */
  SortedSet<NodeId> judged() {
    SortedSet<NodeId> judged = new TreeSet<>();
    for (Member row : table.members()) {
      if (row.status().isPresent() && !isSelf(row.id()) && judges(row.id())) {
        judged.add(row.id());
      }
    }
    return judged;
  }

  /** Linked members that should be able to ask the target for us. */
  List<NodeId> relaysTo(NodeId target) {
    List<NodeId> relays = new ArrayList<>();
    for (NodeId id : neighboursOf(target)) {
      if (links.contains(id)) {
        relays.add(id);
      }
    }
    return relays;
  }

  /** How many other members may confirm a suspicion of the target. */
  int otherJudgesOf(NodeId target) {
    return neighboursOf(target).size();
  }

  SortedSet<NodeId> neighboursOf(NodeId target) {
    SortedSet<NodeId> neighbours = new TreeSet<>();
    table.find(target).ifPresent(row -> {
      if (overlay.isSparse() && row.links().isEmpty()) {
        neighbours.addAll(overlay.neighboursOf(row));
        neighbours.remove(self.id());
      }
      for (Member other : table.members()) {
        boolean third = !isSelf(other.id()) && !other.id().equals(target);
        if (third && other.status().isPresent() && other.isLinkedTo(row)) {
          neighbours.add(other.id());
        }
      }
    });
    return neighbours;
  }
}
