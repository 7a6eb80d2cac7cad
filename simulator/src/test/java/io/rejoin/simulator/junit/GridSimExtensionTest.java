package io.rejoin.simulator.junit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rejoin.simulator.client.SimulatedGrid;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GridSimExtensionTest {
  private final TreeSet<Long> increments = new TreeSet<>();

  @GridSimTest(scenario = "two-nodes.conf", seeds = 3)
  void theMethodIsCalledForEachSeedAndThenItRuns(SimulatedGrid grid) {
    grid.client("shop/1")
        .every(
            700,
            MILLISECONDS,
            client -> increments.add(client.grid().counter("c").increment().number()));
  }

  @GridSimTest(scenario = "two-nodes.conf")
  void theMethodMayRunItItselfAndLookAtTheNodes(SimulatedGrid grid) {
    grid.client("shop/1")
        .after(Duration.ofSeconds(1), client -> client.grid().counter("d").add(7));
    grid.run();
    assertEquals(7, grid.node("shop/2").counter("d").value());
  }

  @AfterAll
  void itRan() {
    assertEquals(true, increments.size() > 3, increments.toString());
  }

  /** Not run by itself: its name does not end in Test. */
  static class Wrong {
    @GridSimTest(scenario = "two-nodes.conf", first = 5, seeds = 2)
    void breaks(SimulatedGrid grid) {
      grid.client("shop/1")
          .after(Duration.ofSeconds(1), client -> client.grid().counter("c").add(-1));
      grid.always("never below zero", () -> grid.node("shop/1").counter("c").value() >= 0);
    }

    @GridSimTest(scenario = "no-such.conf")
    void names(SimulatedGrid grid) {
      // There is nothing to run it in.
    }
  }

  @Test
  void aViolationFailsTheTestWithItsSeed() {
    List<String> failures = failuresOf("breaks");
    assertEquals(2, failures.size(), failures.toString());
    assertEquals(
        "seed 5 of two-nodes: never below zero: VIOLATION, it does not hold that never below zero"
            + System.lineSeparator() + "  again with: -Dgridsim.seeds=5",
        failures.get(0));
  }

  @Test
  void aScenarioThatIsNotThereIsSaid() {
    assertEquals(
        List.of(
            "there is no resource or file 'no-such.conf' and no built-in scenario of that name"),
        failuresOf("names"));
  }

  private static List<String> failuresOf(String method) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectMethod(
                    Wrong.class, method, SimulatedGrid.class.getName()))
                .build(),
            listener);
    return listener.getSummary().getFailures().stream()
        .map(TestExecutionSummary.Failure::getException)
        .map(Throwable::getMessage)
        .toList();
  }
}
