package io.rejoin.node.core;

import static io.rejoin.testing.TestNode.counter;
import static io.rejoin.testing.TestNode.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.core.run.Outgoing;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.Store;
import io.rejoin.node.port.StoreDamaged;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store had cannot be read while a replica runs over it. */
class DamageTest {
  private static final int ENTRIES = 100;
  private static final ReplicaLimits LIMITS = ReplicaLimits.STANDARD.withResidentBytes(4_000);

  private final Store disk = new PassThrough(new MemoryStore()) {
    @Override
    public boolean isReread() {
      return true;
    }
  };
  private final HybridClock time = new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(5));
  private final Replica replica = new Replica(
      TestNode.GRID,
      new ReplicaId(1),
      LIMITS,
      new Replica.Ports(time, disk, Runnable::run, Notices.none()));

  /** The first of many entries, which is not in memory any more, is lost. */
  private EntryKey lost() {
    IntStream.range(0, ENTRIES).forEach(i -> add(replica, set("s" + i)));
    replica.drain(new Nothing());
    replica.history().checkpoint();
    disk.delete(set("s0"));
    return set("s0");
  }

  private static void add(Replica to, EntryKey key) {
    to.mutate(key, AddWinsSet.TYPE, new AddWinsSet.Add(Bytes.utf8("element")));
  }

  @Test
  void itIsNeitherServedNorTakenForEmpty() {
    EntryKey lost = lost();
    assertFalse(replica.isDamaged());
    assertThrows(StoreDamaged.class, () -> replica.state(lost));
    assertThrows(StoreDamaged.class, () -> add(replica, lost));
    assertTrue(replica.isDamaged());
    assertEquals(1, replica.state(set("s1")).size());
  }

  @Test
  void theNextRunClaimsNothingAndShowsTheRest() {
    EntryKey lost = lost();
    assertFalse(replica.clock().equals(Clock.EMPTY));
    Replica next = Replicas.of(replica).anew(new ReplicaId(2)).all();
    assertEquals(Clock.EMPTY, next.clock());
    assertEquals(ENTRIES - 1, next.history().loose().size());
    assertEquals(State.EMPTY, next.state(lost));
    assertEquals(replica.state(set("s1")), next.state(set("s1")));
    assertFalse(next.isDamaged());
  }

  @Test
  void whatIsInMemoryIsTakenAlong() {
    lost();
    replica.mutate(counter("c"), PnCounter.TYPE, new PnCounter.Add(3));
    disk.delete(counter("c"));
    Replica next = Replicas.of(replica).anew(new ReplicaId(2)).all();
    assertEquals(replica.state(counter("c")), next.state(counter("c")));
    assertEquals(Clock.EMPTY, next.clock());
  }

  @Test
  void afterItsEndARunIsReadAndNotWritten() {
    lost();
    Replicas.of(replica).anew(new ReplicaId(2)).all();
    assertEquals(1, replica.state(set("s1")).size());
    assertThrows(StoreDamaged.class, () -> add(replica, set("s1")));
  }

  @Test
  void whoListenedToTheOneHearsTheOther() {
    List<EntryKey> heard = new ArrayList<>();
    Subscription open =
        replica.shared().listeners().add(set("s1"), change -> heard.add(change.key()));
    EntryKey lost = lost();
    Replica next = Replicas.of(replica).anew(new ReplicaId(2)).all();
    heard.clear();
    add(next, lost);
    next.mutate(set("s1"), AddWinsSet.TYPE, new AddWinsSet.Remove(Bytes.utf8("element")));
    assertEquals(List.of(set("s1")), heard);
    open.close();
    add(next, set("s1"));
    assertEquals(1, heard.size());
  }

  private static final class Nothing implements Outgoing.Sink {
    @Override
    public void delta(long number, long claim, Outgoing.Operation done) {}

    @Override
    public void gap(long upTo) {}
  }
}
