package io.rejoin.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.scenario.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole grids of 3 to 7 nodes under every fault there is; {@code -Dseeds=N} runs more. */
class SimulationTest {
  private static final Seeds SEEDS = new Seeds(1, Long.getLong("seeds", 100));

  @Test
  void nothingIsLostNothingComesBackAndAllAgree() throws InterruptedException {
    List<String> complaints = new ArrayList<>();
    int threads = Runtime.getRuntime().availableProcessors();
    Sweep sweep = Sweep.over(SEEDS, threads, result -> {
      if (result.isViolated()) {
        complaints.add("seed " + result.seed() + ": " + result.complaint());
      }
    });
    assertEquals(List.of(), complaints);
    assertEquals(Verdict.PASS, sweep.verdict(), () -> String.join("\n", sweep.summary(1)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theSameSeedIsTheSameRun(long seed) {
    assertEquals(Simulation.run(seed), Simulation.run(seed));
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertNotEquals(Simulation.run(1).trace(), Simulation.run(2).trace());
  }

  @Test
  void theScenariosDiffer() {
    List<Scenario> scenarios = new ArrayList<>();
    for (long seed = 1; seed <= 100; seed++) {
      scenarios.add(Scenario.of(seed));
    }
    for (int nodes = 3; nodes <= 7; nodes++) {
      int wanted = nodes;
      assertTrue(scenarios.stream().anyMatch(scenario -> scenario.places().size() == wanted));
    }
    for (Class<?> kind : Fault.class.getPermittedSubclasses()) {
      assertTrue(
          scenarios.stream()
              .flatMap(scenario -> scenario.mishaps().stream())
              .anyMatch(mishap -> kind.isInstance(mishap.fault())),
          kind.getSimpleName());
    }
  }
}
