package io.rejoin.node.core.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LooseTest {
  private static final int SEEDS = 2_000;
  private static final int NUMBERS = 30;

  @Test
  void whatIsLetGoIsGoneAndNothingElse() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Loose loose = new Loose();
      CausalContext expected = CausalContext.EMPTY;
      for (int i = 0; i < NUMBERS; i++) {
        ReplicaId run = new ReplicaId(1L + random.nextInt(2));
        long from = 1L + random.nextInt(NUMBERS);
        CausalContext some = CausalContext.of(run, from, from + random.nextInt(5));
        if (random.nextInt(3) == 0) {
          loose.letGo(some);
          expected = expected.minus(some);
        } else if (random.nextBoolean()) {
          loose.addAll(some);
          expected = expected.union(some);
        } else {
          Dot dot = new Dot(run, from);
          loose.add(dot);
          expected = expected.union(CausalContext.of(dot));
        }
      }
      assertEquals(expected.isEmpty(), loose.isEmpty());
      assertEquals(expected, loose.beyond(Clock.EMPTY), "seed " + seed);
    }
  }
}
