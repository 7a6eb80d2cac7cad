package io.rejoin.antientropy.index;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The removals that some member may not have applied yet, by run and number.
 *
 * <p>Its owner keeps this invariant, on which sessions rely: <em>a removal that the own clock
 * covers is in here, or the horizon covers it</em>. So every operation that removes a dot goes in,
 * whether it also puts one or not (a counter's increment replaces one), before the clock covers it.
 *
 * <p>Removals of one run upon one entry within {@value #SPAN} numbers are held as one, while their
 * dots are at most {@value #INTERVALS} intervals. That is safe because {@link #beyond} leaves out
 * only what lies below a clock's gap-free number, and it bounds the index by entries and runs
 * rather than by operations. Not thread-safe.
 */
public final class RemovalIndex {
  static final long SPAN = 1 << 16;
  static final int INTERVALS = 16;

  private final TreeMap<ReplicaId, OfRun> runs = new TreeMap<>();
  private int size;

  /** Removals of one run upon one entry, from the first number to the last. */
  private static final class Held {
    private final EntryKey key;
    private final long first;
    private long last;
    private CausalContext dots;

    Held(Removal removal) {
      key = removal.key();
      first = removal.operation().number();
      last = first;
      dots = removal.dots();
    }

    boolean takes(long number) {
      return first <= number && number - first <= SPAN && dots.intervals() < INTERVALS;
    }

    void take(Removal removal) {
      last = Math.max(last, removal.operation().number());
      dots = dots.union(removal.dots());
    }

    Removal removal(ReplicaId run) {
      return new Removal(new Dot(run, last), key, dots);
    }
  }

  /** Those of one run: all by their first number, and the latest of each entry. */
  private static final class OfRun {
    private final TreeMap<Long, Held> numbers = new TreeMap<>();
    private final Map<EntryKey, Held> latest = new HashMap<>();

    /** Says whether there is one more now. */
    boolean add(Removal removal) {
      long number = removal.operation().number();
      Held last = latest.get(removal.key());
      Held held = last != null && last.takes(number) ? last : numbers.get(number);
      if (held != null) {
        if (held.key.equals(removal.key())) {
          held.take(removal);
        }
        return false;
      }
      Held next = new Held(removal);
      numbers.put(number, next);
      if (last == null || last.first < number) {
        latest.put(next.key, next);
      }
      return true;
    }

    void beyond(ReplicaId run, long known, List<Removal> result) {
      for (Held held : numbers.tailMap(known - SPAN, false).values()) {
        if (held.last > known) {
          result.add(held.removal(run));
        }
      }
    }

    /** Says how many are gone. */
    int trim(long upTo, Clock horizon) {
      int gone = 0;
      for (var covered = numbers.headMap(upTo, true).values().iterator(); covered.hasNext(); ) {
        Held held = covered.next();
        if (held.last <= upTo && horizon.operations().covers(held.dots)) {
          covered.remove();
          latest.remove(held.key, held);
          gone++;
        }
      }
      return gone;
    }
  }

  /** Takes a removal in; one that is here already makes no difference. */
  public void add(Removal removal) {
    OfRun run = runs.computeIfAbsent(removal.operation().run(), any -> new OfRun());
    if (run.add(removal)) {
      size++;
    }
  }

  /**
   * The removals that a node with this clock may lack, in order of run and number. Operations
   * beyond a gap of the clock count as lacking.
   */
  public List<Removal> beyond(Clock known) {
    List<Removal> result = new ArrayList<>();
    runs.forEach((run, its) -> its.beyond(run, known.number(run), result));
    return result;
  }

  /**
   * Forgets what a horizon covers, both the operation and all that it took away: a dot beyond the
   * horizon may still come from somebody who has not heard of it at all.
   */
  public void trim(Clock horizon) {
    for (ReplicaId run : horizon.runs()) {
      OfRun its = runs.get(run);
      if (its != null) {
        size -= its.trim(horizon.number(run), horizon);
        if (its.numbers.isEmpty()) {
          runs.remove(run);
        }
      }
    }
  }

  public int size() {
    return size;
  }
}
