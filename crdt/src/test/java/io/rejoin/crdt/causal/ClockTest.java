package io.rejoin.crdt.causal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClockTest {
  private static final ReplicaId A = new ReplicaId(0xa);
  private static final ReplicaId B = new ReplicaId(0xb);

  @Test
  void aGapHoldsTheNumberBack() {
    Clock clock = Clock.EMPTY.applied(A, 0, 3).applied(A, 5, 8);
    assertEquals(3, clock.number(A));
    assertTrue(clock.covers(A, 3));
    assertFalse(clock.covers(A, 4));
    assertFalse(clock.covers(A, 8));
    assertEquals(8, clock.applied(A, 3, 5).number(A));
  }

  @Test
  void knowingNothingNewLeavesItAsItIs() {
    Clock clock = Clock.EMPTY.applied(A, 0, 3);
    assertSame(clock, clock.applied(A, 1, 3));
    assertSame(clock, clock.applied(A, 3, 3));
    assertSame(clock, clock.join(Clock.EMPTY));
  }

  @Test
  void joinKnowsWhatEitherKnew() {
    Clock left = Clock.EMPTY.applied(A, 0, 3).applied(B, 4, 6);
    Clock right = Clock.EMPTY.applied(B, 0, 4);
    Clock both = left.join(right);
    assertEquals(3, both.number(A));
    assertEquals(6, both.number(B));
    assertTrue(both.covers(left) && both.covers(right));
    assertFalse(left.covers(right));
  }

  @Test
  void theMinimumIsWhatAllKnow() {
    Clock left = Clock.EMPTY.applied(A, 0, 9).applied(B, 0, 2);
    Clock right = Clock.EMPTY.applied(A, 0, 4);
    Clock horizon = Clock.min(List.of(left, right));
    assertEquals(4, horizon.number(A));
    assertEquals(0, horizon.number(B));
    assertEquals(Clock.EMPTY, Clock.min(List.of()));
  }
}
