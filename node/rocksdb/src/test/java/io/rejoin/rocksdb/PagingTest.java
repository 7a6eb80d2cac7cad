package io.rejoin.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.port.Notices;
import io.rejoin.node.port.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica whose memory holds little of what its store has. */
class PagingTest {
  private static final int ENTRIES = 2_000;
  private static final ReplicaLimits LIMITS = ReplicaLimits.STANDARD.withResidentBytes(20_000);

  @TempDir
  Path folder;

  private Store open() throws IOException {
    return RocksStore.open(folder.resolve("store"), RocksSettings.STANDARD.withReserveBytes(0));
  }

  private static Replica replica(Store store, long run) {
    HybridClock time = new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(5));
    return new Replica(
        new GridIdentity("paging", Bytes.EMPTY, 16),
        new ReplicaId(run),
        LIMITS,
        new Replica.Ports(time, store, Runnable::run, Notices.none()));
  }

  private static EntryKey key(int number) {
    return new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("set " + number));
  }

  @Test
  void whatIsReadIsWhatWasWrittenWhateverIsInMemory() throws IOException {
    Random random = new Random(1);
    SortedMap<EntryKey, State> expected = new TreeMap<>();
    String root = "";
    for (int run = 1; run <= 3; run++) {
      try (Store store = open()) {
        Replica replica = replica(store, run);
        assertEquals(run == 1, root.isEmpty());
        assertEquals(run == 1 ? replica.root().toString() : root, replica.root().toString());
        for (int i = 0; i < 10_000; i++) {
          EntryKey key = key(random.nextInt(ENTRIES));
          Bytes element = Bytes.utf8("element " + random.nextInt(20));
          replica.mutate(
              key,
              AddWinsSet.TYPE,
              random.nextInt(3) == 0
                  ? new AddWinsSet.Remove(element)
                  : new AddWinsSet.Add(element));
          expected.put(key, replica.state(key));
        }
        for (Map.Entry<EntryKey, State> each : expected.entrySet()) {
          assertEquals(each.getValue(), replica.state(each.getKey()));
        }
        replica.fold();
        root = replica.root().toString();
      }
    }
  }
}
