package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.rejoin.antientropy.Removal;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.digest.Digest;
import io.rejoin.crdt.replica.Replica;
import io.rejoin.crdt.replica.Writer;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.Store;
import io.rejoin.node.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a start believes of a store in which something was damaged. */
class RecoveryTest {
  private static final ReplicaId OTHER = new ReplicaId(7);
  private static final EntryKey KEY = new EntryKey(1, Bytes.utf8("key"));
  private static final Dot OLD = new Dot(OTHER, 1);
  private static final Dot NEW = new Dot(OTHER, 2);

  private final MemoryStore disk = new MemoryStore();
  private List<String> damaged = List.of();
  private final Store store = new PassThrough(disk) {
    @Override
    public List<String> damaged() {
      return damaged;
    }
  };
  private long run;

  private History start() {
    History.Ground ground =
        History.Ground.of(store, Buckets.STANDARD, Long.MAX_VALUE, Notices.none());
    History history = new History(new ReplicaId(++run), 0, () -> 0, ground);
    Recovery recovery = history.recovery();
    List<Entry> entries = new ArrayList<>();
    List<Entry> news = new ArrayList<>();
    disk.forEach((key, digest, live, time, mark) -> {
      Entry entry = new Entry(key, 0, new Entry.Content(null, digest, live, time));
      entries.add(entry);
      news.addAll(recovery.isNews(mark) ? List.of(entry) : List.of());
    });
    recovery.resume(news, entries::forEach);
    history.begin(recovery, new ReplicaId(run));
    return history;
  }

  /** As the other run counts: each time it replaces what it had. */
  private static State counted(int times) {
    HybridClock time = new HybridClock(() -> Instant.EPOCH, Duration.ZERO);
    var replica = new Replica<>(PnCounter.TYPE, new Writer(OTHER, time));
    for (int i = 0; i < times; i++) {
      replica.apply(new PnCounter.Add(1));
    }
    return replica.state();
  }

  private static void replaces(History history) {
    history.remember(new Removal(NEW, KEY, CausalContext.of(List.of(OLD))));
    history.applied(OTHER, 0, 2);
    history.checkpoint();
  }

  private void stores(State state) {
    stores(state, 0);
  }

  private void stores(State state, long mark) {
    disk.replace(KEY, new Store.Kept(state, Digest.ZERO, state.size(), 0, mark));
  }

  @Test
  void aClockHoldsOverAStartWithoutDamage() {
    History history = start();
    history.applied(OTHER, 0, 3);
    history.checkpoint();
    assertEquals(history.clock(), start().clock());
  }

  @Test
  void eachDamageMakesTheClockVoidOnceThoughTheListIsAsLong() {
    History history = start();
    for (String record : List.of("record 1", "record 2", "record 3")) {
      history.applied(OTHER, 0, 3);
      history.checkpoint();
      damaged = List.of(record);
      history = start();
      assertEquals(Clock.EMPTY, history.clock(), record);
    }
    history.applied(OTHER, 0, 3);
    history.checkpoint();
    assertNotEquals(Clock.EMPTY, start().clock());
  }

  /** A crash came between the entry and the clock that covers it. */
  @Test
  void whatCameAfterTheClockWasStoredIsNotTakenForLost() {
    History history = start();
    history.applied(OTHER, 0, 1);
    history.checkpoint();
    stores(counted(2), history.mark());
    history = start();
    assertFalse(history.clock().covers(OTHER, 2));
    assertEquals(CausalContext.of(List.of(NEW)), history.loose());
  }

  /** A counter's item was replaced, and the record with the one in its place is lost. */
  @Test
  void aRemovalIsDroppedIfItsOperationWasLostWithARecord() {
    replaces(start());
    stores(counted(1));
    damaged = List.of("record 1");
    assertEquals(List.of(), start().removalsBeyond(Clock.EMPTY));
    assertEquals(List.of(), start().removalsBeyond(Clock.EMPTY));
  }

  @Test
  void aRemovalStaysIfItsEntryKnowsTheOperation() {
    replaces(start());
    stores(counted(2));
    damaged = List.of("record 1");
    assertEquals(1, start().removalsBeyond(Clock.EMPTY).size());
    assertEquals(1, start().removalsBeyond(Clock.EMPTY).size());
  }
}
