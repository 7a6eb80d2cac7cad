package io.rejoin.simulator;

import static io.rejoin.simulator.Mutants.withoutRepair;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.Tamper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A check that cannot fail says nothing: each broken variant must be caught, within few seeds. */
class MutantsTest {
  private static final int SEEDS = 12;

  @Test
  void everySeventhDeltaDroppedWithRepairOff() {
    passesOnACalmDay(withoutRepair(Tamper.NONE));
    caught(
        () -> withoutRepair(Mutants.everySeventhDeltaDropped()),
        true,
        "no-lost-adds",
        "roots-equal",
        "counters-exact",
        "carts-exact",
        "views-agree");
  }

  @Test
  void everySeventhDeltaDroppedIsRepaired() {
    passesOnACalmDay(Mutants.everySeventhDeltaDropped());
  }

  @Test
  void aJoinThatIgnoresRemovals() {
    caught(
        () -> withoutRepair(Mutants.removalsIgnored()),
        true,
        "no-resurrected-removes",
        "carts-exact",
        "clocks-sound");
  }

  @Test
  void nodesThatDoNotTellWhoIsThere() {
    caught(Mutants::withoutMembership, true, "membership-converges");
  }

  @Test
  void aClockThatCoversRemovalsThatWereIgnored() {
    caught(Mutants::removalsIgnored, true, "clocks-sound");
  }

  @Test
  void aClockAdoptedWithoutTheRemovals() {
    caught(Mutants::clockAdoptedWithoutRemovals, false, "clocks-sound");
  }

  @Test
  void aClaimWithoutItsDeltas() {
    caught(Mutants::claimsWithoutDeltas, true, "clocks-sound");
  }

  @Test
  void aNodeThatSaysItHasAppliedMoreThanItHas() {
    caught(Mutants::clocksAheadOfTheData, false, "clocks-sound");
  }

  @Test
  void aDecrementThatLooksAtNoRights() {
    caughtOversold(BrokenCounters.taking());
  }

  @Test
  void aRowThatForgetsItsSpending() {
    caughtOversold(BrokenCounters.forgetting());
  }

  @Test
  void aGiverThatKeepsWhatItGives() {
    caughtOversold(BrokenCounters.givingWhatItKeeps());
  }

  private static void caughtOversold(UnaryOperator<Deed<?>> clients) {
    caught(seed -> Simulation.run(Scenario.of(seed), Tamper.NONE, clients), "never-oversold");
  }

  private static void passesOnACalmDay(Tamper tamper) {
    RunResult result = Simulation.run(calm(1), tamper);
    assertEquals("none", result.complaint());
  }

  private static void caught(Supplier<Tamper> mutant, boolean calm, String... checks) {
    caught(seed -> Simulation.run(calm ? calm(seed) : Scenario.of(seed), mutant.get()), checks);
  }

  private static void caught(LongFunction<RunResult> runs, String... checks) {
    Set<String> found = new TreeSet<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      for (Finding finding : runs.apply(seed).findings()) {
        if (finding.verdict() == Verdict.VIOLATION) {
          found.add(finding.check());
        }
      }
      if (found.containsAll(List.of(checks))) {
        return;
      }
    }
    fail("not caught by all of " + List.of(checks) + " but by " + found);
  }

  /** The scenario of a seed without anything bad in it. */
  private static Scenario calm(long seed) {
    Scenario scenario = Scenario.of(seed);
    return new Scenario(
        seed,
        scenario.places(),
        scenario.shards(),
        scenario.keys(),
        scenario.pace(),
        new Climate(LinkProfile.lan(), LinkProfile.lan()),
        List.of(),
        scenario.run());
  }
}
