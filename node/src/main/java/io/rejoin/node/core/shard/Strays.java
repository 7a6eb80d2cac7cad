package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * States of entries that were kept outside the grid, of which nodes that are gone may have told
 * nobody else. Any thread may bring one; they are joined at the next ticks, in the order in which
 * they came. Of each entry one waits at most, however often it is brought.
 */
public final class Strays {
  private final Map<EntryKey, State> waiting = new LinkedHashMap<>();

  public synchronized void add(EntryKey key, State state) {
    waiting.merge(key, state, (one, other) -> one.join(other).state());
  }

  /** Hands over so many of what was brought, at most. */
  public void drainTo(int most, BiConsumer<EntryKey, State> join) {
    taken(most).forEach(next -> join.accept(next.getKey(), next.getValue()));
  }

  private synchronized List<Map.Entry<EntryKey, State>> taken(int most) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Map.Entry<EntryKey, State>> taken = new ArrayList<>();
    waiting.entrySet().stream()
        .limit(most)
        .forEach(next -> taken.add(Map.entry(next.getKey(), next.getValue())));
    taken.forEach(next -> waiting.remove(next.getKey()));
    return taken;
  }
}
