package io.rejoin.antientropy.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForgettingTest {
  private static final int LIMIT = 2_000_000;
  private static final int STEPS = 40;
  private static final Budget WRITES = Budget.of(3).with(Event.ADD, 1).with(Event.REMOVE, 1);
  private static final Budget MORE = Budget.of(3).with(Event.ADD, 2).with(Event.REMOVE, 2);
  private static final Budget FOUR = Budget.of(4).with(Event.ADD, 1);
  private static final Budget TWO_WIPED = Budget.of(2)
      .with(Event.ADD, 2)
      .with(Event.DAMAGE, 1)
      .with(Event.BUNDLE, 2)
      .with(Event.WIPE, 2);
  private static final Budget ALL_FAULTS = MORE.islands(1)
      .with(Event.LATE_HALF, 1)
      .with(Event.BROKEN_HALF, 1)
      .with(Event.OPENING, 1)
      .with(Event.IMAGE, 1)
      .with(Event.RESTORE, 1)
      .with(Event.WIPE, 1)
      .with(Event.DAMAGE_ELSEWHERE, 1);

  static Stream<Budget> small() {
    Budget two = Budget.of(2).with(Event.ADD, 2).with(Event.REMOVE, 1);
    Budget one = Budget.of(3).with(Event.ADD, 1);
    return Stream.of(
        WRITES,
        one.islands(1),
        one.with(Event.BROKEN_HALF, 1),
        one.with(Event.WIPE, 1),
        one.with(Event.EVICT, 1),
        one.with(Event.EVICT, 1).with(Event.SALVAGE, 1),
        two.with(Event.WIPE, 1),
        two.with(Event.DAMAGE, 1),
        two.with(Event.ADD, 1).with(Event.IMAGE, 1).with(Event.RESTORE, 1),
        two.with(Event.BUNDLE, 1),
        two.islands(1).with(Event.LATE_HALF, 1),
        two.with(Event.REPLACE, 1));
  }

  @ParameterizedTest
  @MethodSource("small")
  void allStatesOfASmallGridAreRight(Budget budget) {
    Exploration.Result result = Exploration.of(budget, LIMIT, true);
    assertEquals("", result.violation(), result::toString);
    assertTrue(result.whole(), result::toString);
  }

  static Stream<Budget> large() {
    return Stream.of(
        TWO_WIPED,
        MORE.with(Event.WIPE, 3),
        MORE.with(Event.IMAGE, 2).with(Event.RESTORE, 2).with(Event.TORN, 1),
        MORE.with(Event.DAMAGE, 1).with(Event.DAMAGE_ELSEWHERE, 2),
        MORE.islands(2).with(Event.BUNDLE, 2).with(Event.WIPE, 1).with(Event.RESTART, 1),
        MORE.with(Event.EVICT, 1).with(Event.BROKEN_HALF, 1).with(Event.LATE_HALF, 1),
        MORE.with(Event.REPLACE, 1).with(Event.EVICT, 1).with(Event.SALVAGE, 2),
        MORE.with(Event.OPENING, 2).with(Event.EVICT, 1).with(Event.SALVAGE, 1),
        MORE.with(Event.BUNDLE, 1).with(Event.EVICT, 1).with(Event.SALVAGE, 2),
        FOUR.with(Event.REMOVE, 2).with(Event.EVICT, 1).with(Event.SALVAGE, 2),
        MORE.with(Event.REPLACE, 2).with(Event.BROKEN_HALF, 1).with(Event.RESTORE, 1),
        ALL_FAULTS);
  }

  @ParameterizedTest
  @MethodSource("large")
  void randomPathsThroughManyFaultsAreRight(Budget budget) {
    assertEquals("", Walks.of(budget, 0, 500, STEPS, true));
  }

  static Stream<Arguments> bent() {
    Budget writes = MORE.with(Event.REMOVE, 1);
    Budget wiped = writes.with(Event.WIPE, 1);
    Budget restored = writes.with(Event.IMAGE, 1).with(Event.RESTORE, 1);
    Budget damaged = writes.with(Event.DAMAGE, 1);
    return Stream.of(
        Arguments.of(Slip.NOTHING_REFUSED, restored),
        Arguments.of(Slip.NOTHING_SHED, restored),
        Arguments.of(Slip.FORGOTTEN_NOT_ADOPTED, wiped.islands(2)),
        Arguments.of(Slip.FORGET_UNSTAMPED, writes),
        Arguments.of(Slip.STAMP_OWN_CLOCK, writes),
        Arguments.of(Slip.NO_REMOVALS, writes),
        Arguments.of(Slip.DELTA_COVERED, writes),
        Arguments.of(Slip.CLOSED_DELTAS, restored),
        Arguments.of(Slip.RETIRE_ALONE, wiped),
        Arguments.of(Slip.RETIRE_FOR_EVER, wiped.islands(2)),
        Arguments.of(Slip.HEARD_CLOCKS_ONLY, writes.with(Event.WIPE, 2)),
        Arguments.of(Slip.HEARD_LOST, writes.with(Event.DAMAGE_ELSEWHERE, 1)),
        Arguments.of(Slip.DAMAGED_CLOCK_KEPT, damaged),
        Arguments.of(Slip.DAMAGED_FORGOTTEN_KEPT, damaged),
        Arguments.of(Slip.OTHERS_UNEXPECTED, TWO_WIPED),
        Arguments.of(Slip.BUNDLE_WITHOUT_BASE, wiped.with(Event.BUNDLE, 1)),
        Arguments.of(
            Slip.SALVAGED_REMOVALS,
            FOUR.with(Event.REMOVE, 2).with(Event.EVICT, 1).with(Event.SALVAGE, 1)),
        Arguments.of(Slip.EVICTED_OPEN, writes.with(Event.EVICT, 1).with(Event.BROKEN_HALF, 1)));
  }

  @ParameterizedTest
  @MethodSource("bent")
  void aRuleLeftOutIsNoticed(Slip slip, Budget budget) {
    assertNotEquals("", Walks.of(budget, 0, 10_000, STEPS, true, slip));
  }

  @Test
  void statesThatDifferByTheNamesOfNodesAreOne() {
    Set<Long> seen = new TreeSet<>();
    new Moves(Set.of()).from(World.start(WRITES), (event, at, from, ops, next) -> {
      if (event == Event.ADD) {
        seen.add(World.fingerprint(next.canonical(Renaming.permutations(3))));
      }
    });
    assertEquals(1, seen.size());
  }
}
