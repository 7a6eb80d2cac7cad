package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.node.port.StoreFull;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What a replica does with time: stores what had to wait, forgets what was removed, erases what has
 * expired. A little at each tick, as others must not be held up. For the core's thread.
 */
public final class Upkeep {
  /** Entries that a tick erases, or lets forget in a shard, at most. */
  private static final int AT_ONCE = 256;

  private final Table entries;
  private final Shards shards;
  private final History history;
  private final Expiry expiry;
  private final HybridClock time;
  private final Strays strays = new Strays();

  /** Of these entries. */
  public Upkeep(Table entries, Shards shards, History history, Expiry expiry, HybridClock time) {
    this.entries = entries;
    this.shards = shards;
    this.history = history;
    this.expiry = expiry;
    this.time = time;
  }

  /** Whether it must hear what every member has applied before it forgets anything stored. */
  public boolean awaitsStamps() {
    return entries.awaitingStamps() > 0;
  }

  /** Entries whose contexts name dots that are not live, about; any thread may ask. */
  public int remembering() {
    return shards.remembering() + entries.awaitingStamps();
  }

  /** What was kept outside; any thread may bring it. */
  public Strays strays() {
    return strays;
  }

  /** Stores what there was no room for; if there still is none, another time. */
  public void saveAgain() {
    entries.saveAgain(shards);
  }

  /**
   * Forgets a part of what every member has applied: removed dots, empty entries, removals.
   *
   * @param minimum of the clocks of all members
   */
  public void forget(Clock minimum) {
    entries.lookAtRelics(AT_ONCE, shards);
    if (awaitsStamps() && !minimum.operations().isEmpty()) {
      entries.stamp(shards);
    }
    shards.fold();
    if (history.hasSomethingToForget(remembering()) && history.forget(minimum)) {
      entries.forget(history.forgotten(), AT_ONCE, shards);
    }
  }

  /**
   * Erases what has not changed for as long as its bucket says.
   *
   * @param delay how much longer this node waits than the first, in milliseconds
   */
  public void expire(ToLongFunction<EntryKey> delay, Consumer<EntryKey> eraser) {
    for (EntryKey key : expiry.due(time.millis(), AT_ONCE, delay)) {
      try {
        eraser.accept(key);
      } catch (StoreFull full) {
        expiry.changed(key, entries.entry(key).content());
      }
    }
  }
}
