package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.antientropy.Lanes;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.run.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShardsTest {
  private static final ReplicaId RUN = new ReplicaId(1);

  private final HybridClock time = new HybridClock(() -> Instant.EPOCH, Duration.ofMinutes(1));
  private final Numbers.Source source =
      new Numbers.Source(RUN, 0, new AtomicLong(), time, Item.Limits.GREATEST, other -> false);
  private final Shards shards = new Shards(
      4,
      Lanes.derive(Bytes.EMPTY),
      () -> new Numbers(source),
      () -> new Stamp(Clock.EMPTY, RUN, 0));

  private List<Shard> visited(int most) {
    List<Shard> visited = new ArrayList<>();
    shards.inTurn(shard -> {
      visited.add(shard);
      return visited.size() < most;
    });
    return visited;
  }

  @Test
  void aVisitGoesOnWhereTheLastOneEnded() {
    List<Shard> all = visited(100);
    assertEquals(16, new HashSet<>(all).size());
    assertEquals(all.subList(0, 6), visited(6));
    assertEquals(all.subList(6, 12), visited(6));
    assertEquals(all.get(12), visited(6).get(0));
    assertEquals(16, visited(100).size());
  }
}
