package io.rejoin.node.core.shard;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/**
 * States of entries that were kept outside the grid, of which nodes that are gone may have told
 * nobody else. Any thread may bring one; it is joined at the next tick.
 */
public final class Strays {
  private record Stray(EntryKey key, State state) {}

  private final Queue<Stray> waiting = new ConcurrentLinkedQueue<>();

  public void add(EntryKey key, State state) {
    waiting.add(new Stray(key, state));
  }

  /** Hands over what was brought, on the core's thread. */
  public void drainTo(BiConsumer<EntryKey, State> join) {
    for (Stray next = waiting.poll(); next != null; next = waiting.poll()) {
      join.accept(next.key(), next.state());
    }
  }
}
