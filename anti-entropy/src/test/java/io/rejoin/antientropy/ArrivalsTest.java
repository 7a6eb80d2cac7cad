package io.rejoin.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Path;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final ReplicaId RUN = new ReplicaId(7);

  private final Arrivals arrivals = new Arrivals();

  private static List<Item> items(long number) {
    return List.of(new Item(new Dot(RUN, number), Path.ROOT, Bytes.EMPTY));
  }

  @Test
  void aWatchHasAllThatIsTakenWhileItDoesNotRest() {
    Arrivals.Watch watch = arrivals.watch();
    List<Dot> expected = new ArrayList<>();
    for (long number = 1; number <= 30_000; number += 3) { // with gaps, so nothing is folded
      watch.rest(number % 2 == 0);
      arrivals.note(items(number));
      if (number % 2 == 1) {
        expected.add(new Dot(RUN, number));
      }
      if (number % 5_000 == 1) {
        assertEquals(CausalContext.of(expected), watch.taken());
      }
    }
    assertEquals(CausalContext.of(expected), watch.taken());
  }

  @Test
  void aWatchHasNothingOfWhatWasTakenBefore() {
    arrivals.note(items(1));
    Arrivals.Watch first = arrivals.watch();
    arrivals.note(items(2));
    Arrivals.Watch second = arrivals.watch();
    assertTrue(second.taken().isEmpty());
    assertEquals(CausalContext.of(new Dot(RUN, 2)), first.taken());
  }
}
