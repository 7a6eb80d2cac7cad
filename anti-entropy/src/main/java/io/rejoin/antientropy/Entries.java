package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import java.util.List;

/** What a {@link Session} asks of the replica that it repairs. */
public interface Entries {

  /**
   * Trees and clock of one moment. The forest shows at least every operation that the clock covers;
   * it may show more. (So: read the clock first, then fold what is dirty, then take the trees.)
   *
   * @param forgotten up to where removed dots may have left the contexts; the clock covers it
   * @param heard what else may have had an effect here, beyond the clock
   */
  record Snapshot(Forest forest, Clock clock, Clock forgotten, Clock heard) {}

  Snapshot snapshot();

  /**
   * What a replica is to the entries that it repairs.
   *
   * @param takes whether it wants what it lacks; one that is about to give its entries away does
   *     not, and adopts no clock
   * @param whole whether it has had, at some time, all that there was; a new one has not
   */
  record Standing(boolean takes, boolean whole) {
    /** Of a replica that holds the entries and goes on to. */
    public static final Standing MEMBER = new Standing(true, true);
  }

  /** What it is to them now. */
  default Standing standing() {
    return Standing.MEMBER;
  }

  /** The hash that places an entry in the forest. */
  long keyHash(EntryKey key);

  /** The entry as it is now, {@link State#EMPTY} if there is none. */
  State state(EntryKey key);

  /** The id of the entry as it is now. */
  EntryId id(EntryKey key);

  /** The only way in: joins a delta and returns the state that comes of it. */
  State join(EntryKey key, State delta);

  /**
   * Gives up live items that turned out to have been removed while this replica missed it: see
   * {@link State#shed}. Returns the state that comes of it.
   */
  State shed(EntryKey key, CausalContext dots);

  /**
   * Joins a removal and puts it into the {@link io.rejoin.antientropy.index.RemovalIndex}, both
   * before it returns.
   */
  void remove(Removal removal);

  /** What {@link io.rejoin.antientropy.index.RemovalIndex#beyond} says now. */
  List<Removal> removalsBeyond(Clock known);

  /** Who wants to know what {@link #join} and other ways bring. */
  Arrivals arrivals();

  /** Effects of operations that this clock covers are about to come. */
  void hears(Clock clock);

  /** Up to where removed dots may have left the contexts by now. */
  Clock forgotten();

  /**
   * Joins a peer's clock, the effects of which are all here by now, into the own one; and what it
   * has forgotten, as nobody will tell that any more.
   */
  void adopt(Clock clock, Clock forgotten);
}
