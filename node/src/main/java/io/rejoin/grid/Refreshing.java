package io.rejoin.grid;

import io.rejoin.Confirmation;
import io.rejoin.Level;
import io.rejoin.Refreshed;
import io.rejoin.crdt.EntryKey;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.loop.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks other members for what they have of an entry, until enough have answered for a level. At
 * first as many are asked as are needed, those of this site first; whenever it is asked again
 * whether that is settled for so many times, another one.
 */
public final class Refreshing implements Waiter.Question<Refreshed> {
  /** A question waits for this many looks before another member is asked beside it. */
  private static final int PATIENCE = 10;

  private final NodeCore core;
  private final EntryKey entry;
  private final Level level;
  private final Set<NodeId> asked = new TreeSet<>();
  private final Set<NodeId> answered = new TreeSet<>();
  private int looks;

  /** Of an entry at a node; for the thread that owns the core. */
  public Refreshing(NodeCore core, EntryKey entry, Level level) {
    this.core = core;
    this.entry = entry;
    this.level = level;
  }

  @Override
  public boolean isSettled() {
    Quorum quorum = Quorum.of(level, core);
    if (quorum.isReached(answered)) {
      return true;
    }
    boolean another = ++looks % PATIENCE == 0;
    for (Confirmation.Holder holder : nearestFirst(quorum)) {
      if (quorum.isReached(asked) && !another) {
        break;
      }
      another &= !ask(holder.node());
    }
    return false;
  }

  private List<Confirmation.Holder> nearestFirst(Quorum quorum) {
    List<Confirmation.Holder> near = new ArrayList<>();
    List<Confirmation.Holder> far = new ArrayList<>();
    for (Confirmation.Holder holder : quorum.eligible()) {
      (holder.site().equals(quorum.self().site()) ? near : far).add(holder);
    }
    if (level.scope() == Level.Scope.SITES) {
      far.addAll(near);
      return far;
    }
    near.addAll(far);
    return near;
  }

  private boolean ask(NodeId member) {
    return !asked.contains(member)
        && core.inquiries().ask(member, entry, given -> heard(member, given))
        && asked.add(member);
  }

  /** Who could not answer is asked again, as its link may have ended. */
  private void heard(NodeId member, boolean given) {
    if (given) {
      answered.add(member);
    } else {
      asked.remove(member);
    }
  }

  @Override
  public Refreshed answer() {
    Confirmation known = Quorum.of(level, core).confirmation(answered, core::awayFor);
    return new Refreshed(
        level,
        known.required(),
        known.confirmed(),
        known.reached(),
        known.nodes(),
        known.missing());
  }
}
