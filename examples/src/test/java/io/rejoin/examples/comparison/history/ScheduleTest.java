package io.rejoin.examples.comparison.history;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.comparison.history.Schedule.Phase;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<List<Integer>> WHOLE = List.of(List.of(0, 1, 2));
  private static final Schedule CUT = new Schedule(
      3,
      List.of(
          new Phase(Duration.ZERO, WHOLE),
          new Phase(ofSeconds(10), List.of(List.of(0), List.of(1, 2))),
          new Phase(ofSeconds(20), List.of(List.of(0, 1), List.of(2))),
          new Phase(ofSeconds(30), WHOLE)),
      ofSeconds(40));

  @Test
  void aMajorityIsMoreThanHalf() {
    assertTrue(CUT.hasMajority(0, ofSeconds(9)));
    assertFalse(CUT.hasMajority(0, ofSeconds(10)));
    assertTrue(CUT.hasMajority(1, ofSeconds(10)));
    assertTrue(CUT.hasMajority(0, ofSeconds(20)));
    assertFalse(CUT.hasMajority(2, ofSeconds(29)));
  }

  @Test
  void wordGoesOnAnyWayThatIsOpenInTime() {
    assertFalse(CUT.couldHear(0, ofSeconds(12), 2, ofSeconds(19)));
    assertFalse(CUT.couldHear(0, ofSeconds(12), 2, ofSeconds(29)));
    assertTrue(CUT.couldHear(0, ofSeconds(12), 1, ofSeconds(21)));
    assertTrue(CUT.couldHear(0, ofSeconds(12), 2, ofSeconds(31)));
    assertTrue(CUT.couldHear(2, ofSeconds(12), 0, ofSeconds(21)), "by way of site 1");
    assertFalse(CUT.couldHear(1, ofSeconds(12), 1, ofSeconds(11)), "not before it was said");
  }

  @Test
  void everySeedHasAMajorityForSomeAndThenForNobody() {
    for (long seed = 1; seed <= 20; seed++) {
      Schedule drawn = Schedule.draw(new SplittableRandom(seed));
      assertEquals((drawn.sites() + 1) / 2, withMajority(drawn, ofSeconds(20)));
      assertEquals(0, withMajority(drawn, ofSeconds(40)));
      assertEquals(drawn.sites(), withMajority(drawn, ofSeconds(50)));
    }
  }

  private static long withMajority(Schedule schedule, Duration time) {
    return IntStream.range(0, schedule.sites())
        .filter(site -> schedule.hasMajority(site, time))
        .count();
  }

  @Test
  void aScheduleThatIsNoneIsRefused() {
    Phase whole = new Phase(Duration.ZERO, WHOLE);
    Phase cut = new Phase(ofSeconds(1), List.of(List.of(0), List.of(1, 2)));
    Phase twice = new Phase(Duration.ZERO, List.of(List.of(0, 1), List.of(1, 2)));
    for (List<Phase> wrong :
        List.of(List.<Phase>of(), List.of(cut), List.of(whole, cut), List.of(twice, whole))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Schedule(3, wrong, ofSeconds(9)),
          () -> "" + wrong);
    }
  }
}
