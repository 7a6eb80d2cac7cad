package io.rejoin.simulator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written reads back as the same scenario. */
class ScenarioWriterTest {
  private static final long SEEDS = Long.getLong("seeds", 300);

  static List<BuiltIn> builtIns() {
    return BuiltIn.all();
  }

  private static void assertReadsBack(Scenario scenario) throws InvalidScenario {
    String text = ScenarioWriter.write(scenario);
    assertEquals(scenario, ScenarioFile.parse("written.conf", text).full(), text);
  }

  @ParameterizedTest
  @MethodSource("builtIns")
  void theBuiltInOnesReadBack(BuiltIn builtIn) throws InvalidScenario {
    assertReadsBack(builtIn.full(1));
    assertReadsBack(builtIn.quick(1));
  }

  @Test
  void randomOnesReadBack() throws InvalidScenario {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertReadsBack(BuiltIn.find("random").orElseThrow().full(seed));
      assertReadsBack(AnyScenario.of(seed));
    }
  }

  @Test
  void aTimelineReadsAsPeopleWriteIt() {
    String text = ScenarioWriter.write(BuiltIn.find("wan-outage").orElseThrow().full(1));
    assertTrue(text.contains("\n  { at = 10m, cut = [depot-3, depot-5] }\n"), text);
    assertTrue(
        text.contains("\n  { at = 14m, cut = depot-1, from = hub, direction = in }\n"), text);
    assertTrue(
        text.contains("  \"depot <-> hub\" { profile = wan, loss = 0.1%, rate = 20Mbit }\n")
            || text.contains("  \"depot <-> hub\" { profile = wan, loss = 0.1% }\n"),
        text);
    assertTrue(text.contains("    rate = \"poisson(5/s)\"\n"), text);
    assertTrue(text.contains("  { bytes-per-node-per-minute-below = 3MiB }\n"), text);
  }
}
