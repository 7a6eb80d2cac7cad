package io.rejoin.antientropy.index;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The removals that some member may not have applied yet, by run and number.
 *
 * <p>Its owner keeps this invariant, on which sessions rely: <em>a removal that the own clock
 * covers is in here, or the horizon covers it</em>. So every operation that removes a dot goes in,
 * whether it also puts one or not (a counter's increment replaces one), before the clock covers it.
 *
 * <p>Removals of one run upon one entry within {@value #SPAN} numbers are held as one under the
 * last number. That is safe because {@link #beyond} leaves out only what lies below a clock's
 * gap-free number, and it bounds the index by entries and runs instead of operations. Not
 * thread-safe.
 */
public final class RemovalIndex {
  static final long SPAN = 1024;

  private record Place(ReplicaId run, EntryKey key) {}

  private record Held(long first, Removal removal) {
    long number() {
      return removal.operation().number();
    }

    Held with(Removal other) {
      long last = Math.max(number(), other.operation().number());
      return new Held(
          Math.min(first, other.operation().number()),
          new Removal(
              new Dot(other.operation().run(), last),
              other.key(),
              removal.dots().union(other.dots())));
    }
  }

  private final TreeMap<ReplicaId, TreeMap<Long, Held>> runs = new TreeMap<>();
  private final Map<Place, Long> latest = new HashMap<>();
  private int size;

  /** Takes a removal in; one that is here already makes no difference. */
  public void add(Removal removal) {
    Dot operation = removal.operation();
    TreeMap<Long, Held> numbers = runs.computeIfAbsent(operation.run(), any -> new TreeMap<>());
    Place place = new Place(operation.run(), removal.key());
    Held held = near(numbers, place, operation.number());
    if (held == null) {
      numbers.put(operation.number(), new Held(operation.number(), removal));
      latest.merge(place, operation.number(), Math::max);
      size++;
    } else if (held.removal().key().equals(removal.key())) {
      Held joined = held.with(removal);
      numbers.remove(held.number());
      numbers.put(joined.number(), joined);
      latest.merge(place, joined.number(), Math::max);
    }
  }

  /** What this operation is held under or goes together with. */
  private @Nullable Held near(Map<Long, Held> numbers, Place place, long number) {
    Held same = numbers.get(number);
    Long last = latest.get(place);
    if (same != null || last == null) {
      return same;
    }
    Held held = numbers.get(last);
    return held != null && Math.abs(number - held.first()) <= SPAN ? held : null;
  }

  /**
   * The removals that a node with this clock may lack, in order of run and number. Operations
   * beyond a gap of the clock count as lacking.
   */
  public List<Removal> beyond(Clock known) {
    List<Removal> result = new ArrayList<>();
    runs.forEach((run, numbers) -> numbers
        .tailMap(known.number(run), false)
        .values()
        .forEach(held -> result.add(held.removal())));
    return result;
  }

  /**
   * Forgets what a horizon covers, both the operation and all that it took away: a dot beyond the
   * horizon may still come from somebody who has not heard of it at all.
   */
  public void trim(Clock horizon) {
    for (ReplicaId run : horizon.runs()) {
      TreeMap<Long, Held> numbers = runs.get(run);
      if (numbers == null) {
        continue;
      }
      Map<Long, Held> covered = numbers.headMap(horizon.number(run), true);
      size -= covered.size();
      covered.values().removeIf(held -> {
        boolean reached = horizon.operations().covers(held.removal().dots());
        if (reached) {
          latest.remove(new Place(run, held.removal().key()), held.number());
        }
        return reached;
      });
      size += covered.size();
      if (numbers.isEmpty()) {
        runs.remove(run);
      }
    }
  }

  public int size() {
    return size;
  }
}
