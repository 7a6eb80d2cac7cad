package io.rejoin.node.core;

import static io.rejoin.testing.TestNode.counter;
import static io.rejoin.testing.TestNode.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.antientropy.Entries.Snapshot;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.PnCounter;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.core.run.Outgoing;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.testing.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads write while one reads what they hand over. */
class ReplicaConcurrencyTest {
  private static final int WRITERS = 4;
  private static final int EACH = 15_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private Replica replica = replica(1, 1 << 16);

  private static Replica replica(long run, int ring) {
    return new Replica(
        TestNode.GRID,
        new ReplicaId(run),
        new ReplicaLimits(ring, 1 << 20, Item.Limits.GREATEST, Buckets.STANDARD, Long.MAX_VALUE),
        new Replica.Ports(
            new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(5)),
            new MemoryStore(),
            Runnable::run,
            Notices.none()));
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private List<Future<?>> write(int seed) {
    List<Future<?>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      SplittableRandom random = new SplittableRandom(seed + i);
      writers.add(threads.submit(() -> {
        for (int n = 0; n < EACH; n++) {
          mutate(random);
        }
      }));
    }
    return writers;
  }

  private void mutate(SplittableRandom random) {
    String key = "key-" + random.nextInt(300);
    Bytes element = Bytes.utf8("element-" + random.nextInt(5));
    switch (random.nextInt(3)) {
      case 0 -> replica.mutate(counter(key), PnCounter.TYPE, new PnCounter.Add(1));
      case 1 -> replica.mutate(set(key), AddWinsSet.TYPE, new AddWinsSet.Add(element));
      default -> replica.mutate(set(key), AddWinsSet.TYPE, new AddWinsSet.Remove(element));
    }
  }

  /** Joins what is drained into another replica and checks what is claimed. */
  private static final class Follower implements Outgoing.Sink {
    final Replica copy = replica(2, 16);
    long claimed;
    boolean gaps;

    @Override
    public void delta(long number, long claim, Outgoing.Operation done) {
      copy.joined(done.key(), done.delta());
      if (claim > 0) {
        assertEquals(claimed + 1, claim, "claims leave no gap");
        claimed = claim;
      }
    }

    @Override
    public void gap(long upTo) {
      gaps = true;
      claimed = upTo;
    }
  }

  private static boolean running(List<Future<?>> writers) {
    return writers.stream().anyMatch(writer -> !writer.isDone());
  }

  private void drainAll(Follower follower) {
    long before = -1;
    while (follower.claimed > before) {
      before = follower.claimed;
      replica.drain(follower);
    }
  }

  private static String root(Replica of) {
    of.fold();
    return of.root().toString();
  }

  @Test
  void theTreesShowWhatTheEntriesHold() throws Exception {
    List<Future<?>> writers = write(10);
    while (running(writers)) {
      replica.fold();
    }
    Replica recomputed = replica(3, 16);
    for (EntryKey key : replica.keys(any -> true)) {
      recomputed.joined(key, replica.state(key));
    }

    assertEquals(root(recomputed), root(replica));
    for (Future<?> writer : writers) {
      writer.get(1, TimeUnit.SECONDS);
    }
  }

  @Test
  void whoJoinsWhatIsHandedOverHoldsTheSame() throws Exception {
    Follower follower = new Follower();
    List<Future<?>> writers = write(20);
    while (running(writers)) {
      replica.drain(follower);
    }
    drainAll(follower);
    for (Future<?> writer : writers) {
      writer.get(1, TimeUnit.SECONDS);
    }

    assertEquals(replica.lastNumber(), follower.claimed);
    assertEquals(root(replica), root(follower.copy));
  }

  @Test
  void claimsCatchUpWhenTheReaderWasTooSlow() throws Exception {
    replica = replica(1, 64);
    Follower follower = new Follower();
    List<Future<?>> writers = write(30);
    while (running(writers)) {
      replica.drain(follower);
    }
    drainAll(follower);

    assertTrue(follower.gaps);
    assertEquals(replica.lastNumber(), follower.claimed);
    assertEquals(replica.lastNumber(), replica.clock().number(replica.run()));
  }

  @Test
  void aSnapshotShowsWhatItsClockCovers() throws Exception {
    Follower follower = new Follower();
    Future<?> writer = threads.submit(() -> {
      for (int n = 0; n < EACH; n++) {
        replica.mutate(counter("key-" + n), PnCounter.TYPE, new PnCounter.Add(1));
      }
    });
    while (!writer.isDone()) {
      replica.drain(follower);
      Snapshot snapshot = replica.snapshot();
      long covered = snapshot.clock().number(replica.run());
      assertTrue(snapshot.forest().digest().count() >= covered);
    }
    writer.get(1, TimeUnit.SECONDS);
  }
}
