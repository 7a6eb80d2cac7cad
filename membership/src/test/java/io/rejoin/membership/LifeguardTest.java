package io.rejoin.membership;

import static io.rejoin.membership.Rows.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Plain statements of Lifeguard (Dadgar, Phillips, Currey 2018). */
class LifeguardTest {
  /** LHA-Probe: the multiplier saturates, and 0 is healthy. */
  @Test
  void healthIsBetweenZeroAndItsMaximum() {
    LocalHealth health = new LocalHealth(7);
    health.probeSucceeded();
    assertEquals(0, health.score());
    for (int i = 0; i < 20; i++) {
      health.probeFailed(0, 0);
    }
    assertEquals(7, health.score());
  }

  /** LHA-Probe: what moves the multiplier. */
  @Test
  void answersHealAndMissingAnswersAndRefutationsHurt() {
    LocalHealth health = new LocalHealth(7);
    health.refuted();
    assertEquals(1, health.score());
    health.probeFailed(3, 1);
    assertEquals(3, health.score());
    health.probeSucceeded();
    assertEquals(2, health.score());
  }

  /** LHA-Probe: a nack proves that our own side works. */
  @Test
  void aFailedProbeThatEveryRelayNackedDoesNotHurt() {
    LocalHealth health = new LocalHealth(7);
    health.probeFailed(3, 3);
    assertEquals(0, health.score());
  }

  /** LHA-Probe: period and time-out are multiplied by the score plus one. */
  @Test
  void badHealthStretchesTheProbe() {
    LocalHealth health = new LocalHealth(7);
    assertEquals(100, health.scale(100));
    health.refuted();
    assertEquals(200, health.scale(100));
  }

  /** LHA-Suspicion: from max with no confirmation to min with k of them, by logarithm. */
  @Test
  void aSuspicionShrinksWithEachIndependentAccuser() {
    Suspicion suspicion = suspicion(3);
    assertEquals(1_000 + 24_000, suspicion.deadline());
    assertTrue(suspicion.confirm(id(2)));
    assertEquals(1_000 + 14_000, suspicion.deadline());
    assertTrue(suspicion.confirm(id(3)));
    assertEquals(1_000 + 8_151, suspicion.deadline());
    assertTrue(suspicion.confirm(id(4)));
    assertEquals(1_000 + 4_000, suspicion.deadline());
  }

  /** LHA-Suspicion: only independent accusers count, and no more than k. */
  @Test
  void theSameAccuserCountsOnce() {
    Suspicion suspicion = suspicion(1);
    assertFalse(suspicion.confirm(id(1)));
    assertTrue(suspicion.confirm(id(2)));
    assertFalse(suspicion.confirm(id(2)));
    assertFalse(suspicion.confirm(id(3)));
  }

  @Test
  void withNobodyToConfirmItASuspicionIsShort() {
    assertEquals(1_000 + 4_000, suspicion(0).deadline());
  }

  /** Min is alpha·log10(n) periods, at least alpha; max is beta times that. */
  @Test
  void suspicionsGrowWithTheLogarithmOfTheGroup() {
    SwimConfig lan = SwimConfig.lan();
    assertEquals(Duration.ofSeconds(4).toNanos(), lan.minSuspicion(1));
    assertEquals(Duration.ofSeconds(4).toNanos(), lan.minSuspicion(10));
    assertEquals(Duration.ofSeconds(8).toNanos(), lan.minSuspicion(100));
    assertEquals(Duration.ofSeconds(24).toNanos(), lan.maxSuspicion(10));
    assertEquals(Duration.ofSeconds(48).toNanos(), lan.maxSuspicion(100));
  }

  private static Suspicion suspicion(int expected) {
    return new Suspicion(new Suspicion.Case(0, id(1), expected), 1_000, 4_000, 24_000);
  }
}
