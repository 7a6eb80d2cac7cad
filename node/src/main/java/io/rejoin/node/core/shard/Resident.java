package io.rejoin.node.core.shard;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreDamaged;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the states that are in use in memory, up to a number of bytes, and lets go of others, which
 * the store has. Those that were used since their last turn get another one (second chance: F. J.
 * Corbato, "A paging experiment with the Multics system", MIT Project MAC, 1968), so a read that
 * finds its state costs a flag. Thread-safe.
 *
 * <p>An entry is let go of only when the store has all of it. What is at work keeps its own
 * reference, so nothing is taken away from under it.
 */
public final class Resident {
  /** So many entries get their second chance at once; the next goes, used or not. */
  private static final int MAX_CHANCES = 32;

  /** What one entry takes besides its state, about. */
  private static final int OVERHEAD = 64;

  /** What one item takes besides path and value, about. */
  private static final int ITEM = 100;

  /** Above this size a state is not kept as its encoding, and takes so many times as much. */
  private static final int SMALL_BYTES = 1_024;

  private static final long UNPACKED = 4;

  /** What an entry takes in memory without its state, about. */
  private static final int PLACE = 240;

  /** If entries are many, less is left for states: but at least this part of the limit. */
  private static final int LEAST_PART = 16;

  private final Store store;
  private final Saves saves;
  private final long limit;
  private final Deque<Entry> turns = new ArrayDeque<>();
  private long bytes;
  private long places;
  private volatile boolean damaged;

  /**
   * Over a store that is read when a state is not in memory.
   *
   * @param limit of what states take, in bytes, about; a quarter of the memory
   */
  public Resident(Store store, Saves saves, long limit) {
    this.store = store;
    this.saves = saves;
    this.limit = store.isReread() ? limit : Long.MAX_VALUE;
  }

  private boolean isBounded() {
    return limit != Long.MAX_VALUE;
  }

  /** Notes that there are more entries, or fewer. */
  synchronized void places(int more) {
    places += more;
  }

  /** The entries themselves and the states may together take two and a quarter times the limit. */
  private long room() {
    long left = limit / 4 * 9 - PLACE * places;
    return isBounded() ? Math.max(limit / LEAST_PART, Math.min(limit, left)) : limit;
  }

  /**
   * The state of an entry, from memory or from the store.
   *
   * @throws StoreDamaged if the store had it and cannot read it
   */
  public State of(Entry entry) {
    Entry.Content now = entry.content();
    State here = now.held();
    if (here != null) {
      entry.use();
      return here;
    }
    State read = read(entry);
    State rested = read.compact();
    if (entry.hold(now, rested) && isBounded()) {
      add(entry, weight(rested));
    }
    return read;
  }

  private State read(Entry entry) {
    try {
      return entry.read(store);
    } catch (StoreDamaged damage) {
      damaged = true;
      throw damage;
    }
  }

  /** Whether a state that the store had could not be read. */
  boolean isDamaged() {
    return damaged;
  }

  /** Notes what an entry became; under the lock of its shard. */
  public void changed(Entry entry, Joined joined) {
    if (isBounded()) {
      add(entry, weight(joined.added()) - weight(joined.removed()));
    }
  }

  private static long weight(Iterable<Item> items) {
    long sum = 0;
    for (Item item : items) {
      sum += ITEM + item.value().length();
      for (Bytes component : item.path().components()) {
        sum += component.length();
      }
    }
    return sum;
  }

  private static long weight(State atRest) {
    int bytes = atRest.toBytes().length();
    return bytes <= SMALL_BYTES ? bytes : UNPACKED * bytes;
  }

  private synchronized void add(Entry entry, long weight) {
    if (entry.weight() == 0) {
      turns.add(entry);
      bytes += entry.gain(OVERHEAD);
    }
    bytes += entry.gain(weight);
    int chances = 0;
    long room = room();
    for (int left = turns.size(); bytes > room && left > 0; left--) {
      Entry next = turns.remove();
      boolean stays = next.takeUsed() && chances++ < MAX_CHANCES;
      if (stays || saves.lacks(next.key()) || !next.letGo()) {
        turns.add(next);
      } else {
        bytes -= next.takeWeight();
      }
    }
  }

  /** What is in memory and could be let go of, in bytes, about. */
  public synchronized long bytes() {
    return bytes;
  }
}
