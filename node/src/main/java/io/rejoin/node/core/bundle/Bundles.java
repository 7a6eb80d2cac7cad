package io.rejoin.node.core.bundle;

import io.rejoin.antientropy.Entries;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Roster;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The bundles of a node, and what evicted nodes have left. For the core's thread. */
public final class Bundles {
  private final Entries entries;
  private final Node node;

  /**
   * What the node does besides.
   *
   * @param flush lets the own clock cover what was just written here
   * @param over tells everybody that runs of a node are over
   * @param remover removes what an evicted node had removed
   * @param isHeldByAll which entries every node holds
   */
  public record Node(
      Roster roster,
      ClockMatrix matrix,
      Runnable flush,
      BiConsumer<NodeId, Collection<ReplicaId>> over,
      Salvage.Remover remover,
      Predicate<EntryKey> isHeldByAll) {}

  public Bundles(Entries entries, Node node) {
    this.entries = entries;
    this.node = node;
  }

  /** What a member is known to have applied: a base for a bundle that goes there. */
  public Clock known(NodeId member) {
    return member.equals(node.roster().self())
        ? entries.snapshot().clock()
        : node.matrix().of(member);
  }

  /** Begins a bundle of what lies beyond a base. */
  public Export export(Clock base) {
    node.flush().run();
    return new Export(entries, node.roster().self(), base);
  }

  /**
   * Begins to take a bundle in.
   *
   * @throws IllegalArgumentException if its maker was evicted
   */
  public Import take(Piece.Head head) {
    if (node.roster().find(head.maker()).filter(Member::evicted).isPresent()) {
      throw new IllegalArgumentException("its maker " + head.maker() + " was evicted");
    }
    return new Import(entries, head);
  }

  /** Looks into what an evicted node has left, whose runs were these. */
  public Salvage look(Set<ReplicaId> runs) {
    return new Salvage(entries, runs, node);
  }

  /** Begins to enter it: everybody hears that its runs are over. */
  public Salvage enter(NodeId evicted, Set<ReplicaId> runs) {
    node.over().accept(evicted, runs);
    return new Salvage(entries, runs, node);
  }
}
