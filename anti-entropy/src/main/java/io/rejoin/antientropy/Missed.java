package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;

/**
 * What one side of a session has missed and the other has forgotten since. Where a side shows a dot
 * that the other does not know of, although it is at or below what the other has forgotten, there
 * are two ways to that: it was removed while the one was away, or the other has lost it. If the one
 * has applied all that the other has forgotten it was not away; so the dot was lost, and is taken.
 */
public final class Missed {
  private final Entries entries;
  private final Clock theirClock;
  private final CausalContext here;
  private Clock forgotten = Clock.EMPTY;
  private CausalContext there = CausalContext.EMPTY;

  /**
   * Between two sides.
   *
   * @param own the clock of this side's snapshot
   * @param theirForgotten up to where the other side has forgotten
   */
  public Missed(Entries entries, Clock own, Clock theirClock, Clock theirForgotten) {
    this.entries = entries;
    this.theirClock = theirClock;
    here = own.covers(theirForgotten) ? CausalContext.EMPTY : theirForgotten.operations();
  }

  /** Those of these dots that this side must not show if the other does not. */
  CausalContext here(CausalContext dots) {
    return dots.intersect(here);
  }

  /** A delta of the other side without what was removed here while it was away. */
  public State acceptable(EntryKey key, State delta) {
    CausalContext away = there();
    return away.isEmpty()
        ? delta
        : delta.shed(away.minus(entries.state(key).context())).state();
  }

  /**
   * Those of the dots that the other side knows of an entry which it must not show: also what is
   * known as removed here, as that may be news since the other side was told what is known here.
   */
  CausalContext refused(EntryKey key, CausalContext known) {
    CausalContext dots = known.intersect(there());
    return dots.isEmpty() ? dots : dots.minus(entries.state(key).live());
  }

  /** What is forgotten here by now, if the other side has not applied it. */
  @SuppressWarnings("ReferenceEquality") // an equal one is as good, but need not be compared
  private CausalContext there() {
    Clock now = entries.forgotten();
    if (now != forgotten) {
      forgotten = now;
      there = theirClock.covers(now) ? CausalContext.EMPTY : now.operations();
    }
    return there;
  }
}
