package io.rejoin.examples.finance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.client.SimulatedGrid;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.junit.GridSimTest;
import io.rejoin.simulator.run.ScenarioSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A bank through cuts, and crashes in the middle of transfers. */
class FinanceTest {
  private static final Bank.Kind OURS =
      Bank.Ours.with(List.of("branch-1", "branch-2", "branch-3", "branch-4"));
  private static final Bank.Kind PLAIN = (grid, branch, between) -> new Bank.Plain(grid);

  @GridSimTest(scenario = "finance.conf", seeds = 10)
  void allBranchesHaveTheSameBooks(SimulatedGrid grid) {
    Desks desks = new Desks(grid, OURS);
    grid.run();
    for (String node : grid.nodes()) {
      assertEquals(List.of(), desks.wrong(node), node);
    }
  }

  @Test
  void theDayHadWhatItIsAbout() throws InvalidScenario, IOException {
    int brokenOff = 0;
    int takenBack = 0;
    for (int seed = 1; seed <= 5; seed++) {
      try (SimulatedGrid grid = bankDay(seed)) {
        Desks desks = new Desks(grid, OURS);
        assertEquals(Optional.empty(), grid.run().violated().map(Finding::check));
        assertTrue(desks.refused > 0);
        brokenOff += desks.brokenOff;
        takenBack += desks.takenBack;
      }
    }
    assertTrue(brokenOff > 0, "no transfer was broken off");
    assertTrue(takenBack > 0, "nothing was booked twice");
  }

  @Test
  void plainCountersOverdrawAndAListCountsTwice() throws InvalidScenario, IOException {
    try (SimulatedGrid grid = bankDay(1)) {
      Desks desks = new Desks(grid, PLAIN);
      List<String> violated = grid.run().checks().stream()
          .filter(finding -> finding.verdict() == Verdict.VIOLATION)
          .map(Finding::check)
          .toList();
      assertEquals(List.of("no account is overdrawn", "each order is counted once"), violated);
      assertTrue(desks.told.size() > 50);
    }
  }

  private static SimulatedGrid bankDay(int seed) throws InvalidScenario, IOException {
    try (InputStream file = FinanceTest.class.getResourceAsStream("finance.conf")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return SimulatedGrid.of(
          ScenarioSource.of("finance.conf", text, false).scenario().apply(seed), seed);
    }
  }
}
