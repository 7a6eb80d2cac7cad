package io.rejoin.node.core.group;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * How a node that is no owner of a group gives up what it has: it asks every owner whether it keeps
 * all of that, and gives it up once each has said so, as an owner in the same view, and nothing was
 * written here meanwhile.
 *
 * <p>So two nodes cannot both give up in reliance upon each other. Questions begin anew whenever
 * the asker's view changes, and whoever answers is an owner in that view at that moment, so it
 * holds the entries until it has been through the same.
 */
public final class HandOver {
  private static final long AGAIN = Duration.ofSeconds(1).toNanos();

  private final BiConsumer<NodeId, Keep> asking;
  private final Set<NodeId> kept = new HashSet<>();
  private Clock clock = Clock.EMPTY;
  private CausalContext loose = CausalContext.EMPTY;
  private long view;
  private long number;
  private long nextAsk;

  /**
   * Of one group.
   *
   * @param asking sends a question to an owner
   */
  public HandOver(BiConsumer<NodeId, Keep> asking) {
    this.asking = asking;
  }

  /**
   * Asks those who have not answered, if it is time.
   *
   * @param nowView the own view
   * @param owners of the group in it
   * @return whether all owners keep what the clock, and what is loose beyond it, stand for
   */
  public boolean tick(
      long now, long nowView, Collection<NodeId> owners, Clock nowClock, CausalContext nowLoose) {
    boolean same = nowView == view && nowClock.equals(clock) && nowLoose.equals(loose);
    if (!same) {
      view = nowView;
      clock = nowClock;
      loose = nowLoose;
      kept.clear();
      number++;
      nextAsk = now;
    }
    if (now >= nextAsk) {
      nextAsk = now + AGAIN;
      List<NodeId> silent =
          owners.stream().filter(owner -> !kept.contains(owner)).toList();
      silent.forEach(owner -> asking.accept(owner, new Keep(view, number, clock, loose)));
    }
    return !owners.isEmpty() && kept.containsAll(owners);
  }

  /** Whether an owner keeps all that it was asked for last. */
  public boolean isKeptBy(NodeId owner) {
    return kept.contains(owner);
  }

  /** The link to a node has ended: by the time it is back it may have lost what it kept. */
  public void left(NodeId node) {
    kept.remove(node);
  }

  /** An owner keeps what it was asked for. */
  public void received(NodeId from, Kept answer) {
    if (answer.number() == number) {
      kept.add(from);
    }
  }
}
