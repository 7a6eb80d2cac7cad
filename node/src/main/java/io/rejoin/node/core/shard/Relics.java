package io.rejoin.node.core.shard;

import io.rejoin.crdt.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The entries that an earlier run stored and this one has not changed. Whether they know of dots
 * that are not live is only seen when they are read, which is done a few at a time after the start:
 * otherwise an entry that nobody changes any more would never forget. For the core's thread.
 */
public final class Relics {
  private final Deque<Entry> waiting = new ArrayDeque<>();

  public void add(Entry entry) {
    waiting.add(entry);
  }

  /** Reads up to so many and picks those that have something to forget. */
  public void look(int most, Function<Entry, State> read, Consumer<Entry> forgetful) {
    for (int left = most; left > 0 && !waiting.isEmpty(); left--) {
      Entry entry = waiting.remove();
      if (entry.content().isLive()) {
        State state = read.apply(entry);
        if (!state.live().covers(state.context())) {
          forgetful.accept(entry);
        }
      }
    }
  }
}
