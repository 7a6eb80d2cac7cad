package io.rejoin.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private final Draws draws = new Draws(42);

  @Test
  void aDrawDependsOnlyOnWhatItIsFor() {
    long first = draws.bits(Purpose.LOSS, 3, 7);
    draws.bits(Purpose.LOSS, 3, 8);
    assertEquals(first, draws.bits(Purpose.LOSS, 3, 7));
    assertEquals(first, new Draws(42).bits(Purpose.LOSS, 3, 7));
  }

  @Test
  void anotherSeedPurposeSubjectOrNumberIsAnotherDraw() {
    long draw = draws.bits(Purpose.LOSS, 3, 7);
    assertNotEquals(draw, new Draws(43).bits(Purpose.LOSS, 3, 7));
    assertNotEquals(draw, draws.bits(Purpose.LATENCY, 3, 7));
    assertNotEquals(draw, draws.bits(Purpose.LOSS, 4, 7));
    assertNotEquals(draw, draws.bits(Purpose.LOSS, 3, 8));
  }

  @Test
  void drawsAreUniform() {
    int[] buckets = new int[10];
    for (int n = 0; n < 10_000; n++) {
      buckets[draws.below(10, Purpose.LOSS, 1, n)]++;
    }
    for (int bucket : buckets) {
      assertTrue(bucket > 850 && bucket < 1_150, Arrays.toString(buckets));
    }
  }

  @Test
  void halfOfTheFramesOfAWideLinkAreBelowItsMedian() {
    Distribution latency = Distribution.lognormal(35e6, 120e6);
    long[] times = new long[10_000];
    for (int n = 0; n < times.length; n++) {
      times[n] = latency.nanos(
          draws.unit(Purpose.LATENCY, 1, 2L * n), draws.unit(Purpose.LATENCY, 1, 2L * n + 1));
    }
    Arrays.sort(times);
    assertEquals(35, times[5_000] / 1e6, 1.5);
    assertEquals(120, times[9_900] / 1e6, 15);
  }
}
