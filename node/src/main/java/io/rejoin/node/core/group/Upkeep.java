package io.rejoin.node.core.group;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.core.shard.Expiry;
import io.rejoin.node.core.shard.History;
import io.rejoin.node.core.shard.Shards;
import io.rejoin.node.core.shard.Table;
import io.rejoin.node.port.StoreFull;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** What is done with entries when nobody asks for it. For the core's thread. */
public final class Upkeep {
  /** Entries that a tick erases, or lets forget in a shard, at most: others must not be held up. */
  private static final int AT_ONCE = 256;

  private final Table entries;
  private final Shards shards;
  private final History history;
  private final Expiry expiry;

  /** Of the entries of one replica. */
  public Upkeep(Table entries, Shards shards, History history, Expiry expiry) {
    this.entries = entries;
    this.shards = shards;
    this.history = history;
    this.expiry = expiry;
  }

  /** Entries whose contexts name dots that are not live, about. */
  public int remembering() {
    return shards.remembering() + entries.awaitingStamps();
  }

  /** Stores what there was no room for; if there still is none, another time. */
  public void saveAgain() {
    entries.saveAgain(shards);
  }

  /** Whether it must hear what every member has applied before it forgets anything stored. */
  public boolean awaitsStamps() {
    return entries.awaitingStamps() > 0;
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
   * @param now in milliseconds since 1970
   * @param delay how much longer this node waits than the first, in milliseconds
   * @param erase the operation that does it
   */
  public void expire(long now, ToLongFunction<EntryKey> delay, Consumer<EntryKey> erase) {
    for (EntryKey key : expiry.due(now, AT_ONCE, delay)) {
      try {
        erase.accept(key);
      } catch (StoreFull full) {
        expiry.changed(key, entries.entry(key).content());
      }
    }
  }
}
