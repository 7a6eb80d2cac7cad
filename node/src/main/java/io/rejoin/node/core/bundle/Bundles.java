package io.rejoin.node.core.bundle;

import io.rejoin.antientropy.Entries;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.roster.ClockMatrix;
import io.rejoin.node.core.roster.Roster;

/** The bundles of a node. For the core's thread. */
public final class Bundles {
  private final Entries entries;
  private final Roster roster;
  private final ClockMatrix matrix;
  private final Runnable flush;

  /** {@code flush} lets the own clock cover what was just written here. */
  public Bundles(Entries entries, Roster roster, ClockMatrix matrix, Runnable flush) {
    this.entries = entries;
    this.roster = roster;
    this.matrix = matrix;
    this.flush = flush;
  }

  /** What a member is known to have applied: a base for a bundle that goes there. */
  public Clock known(NodeId node) {
    return node.equals(roster.self()) ? entries.snapshot().clock() : matrix.of(node);
  }

  /** Begins a bundle of what lies beyond a base. */
  public Export export(Clock base) {
    flush.run();
    return new Export(entries, roster.self(), base);
  }

  /**
   * Begins to take a bundle in.
   *
   * @throws IllegalArgumentException if its maker was evicted
   */
  public Import take(Piece.Head head) {
    if (roster.find(head.maker()).filter(Member::evicted).isPresent()) {
      throw new IllegalArgumentException("its maker " + head.maker() + " was evicted");
    }
    return new Import(entries, head);
  }
}
