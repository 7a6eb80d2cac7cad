package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.port.Store;
import io.rejoin.node.store.MemoryStore;
import org.junit.jupiter.api.Test;

class RemovalsTest {
  private static final ReplicaId RUN = new ReplicaId(7);

  private final Store store = new MemoryStore();

  private static Removal removal(long number) {
    EntryKey key = new EntryKey(1, Bytes.utf8("key" + number));
    return new Removal(new Dot(RUN, number), key, CausalContext.of(new Dot(RUN, number - 1)));
  }

  @Test
  void whatIsSavedIsLoaded() {
    Removals removals = new Removals(true);
    removals.add(removal(2));
    removals.save(store, Clock.EMPTY);
    removals.add(removal(4));
    removals.save(store, Clock.EMPTY);
    Removals again = new Removals(true);
    assertTrue(again.load(store));
    assertEquals(removals.beyond(Clock.EMPTY), again.beyond(Clock.EMPTY));
    assertEquals(2, again.size());
  }

  /** Nobody saves where not all entries are stored: what waits for that would grow for ever. */
  @Test
  void whereNobodySavesNothingWaitsForIt() {
    Removals removals = new Removals(false);
    removals.add(removal(2));
    assertEquals(1, removals.size());
    removals.save(store, Clock.EMPTY);
    Removals again = new Removals(true);
    assertTrue(again.load(store));
    assertEquals(0, again.size());
  }
}
