package io.rejoin.simulator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is done to a file, it is a scenario or a list of complaints, never anything else. */
class MutilatedFilesTest {
  private static final long SEEDS = Long.getLong("seeds", 1_000);
  private static final List<String> PIECES = List.of(
      "{",
      "}",
      "[",
      "]",
      "=",
      ",",
      "\"",
      "\n",
      "#",
      "${a}",
      "null",
      "-1",
      "1e99",
      "999999999999d",
      "all",
      "rest",
      "random x",
      "<->",
      "(",
      "0%",
      "0s",
      "\\u0000",
      "include \"x\"",
      "uniform(1s,",
      "{1..99999999999}",
      "a <-> a",
      ".",
      "+=",
      "\"\"\"",
      "ä");

  @Test
  void endInComplaintsAtWorst() {
    List<String> texts = new ArrayList<>();
    BuiltIn.all().forEach(builtIn -> texts.add(ScenarioWriter.write(builtIn.quick(1))));
    for (long seed = 0; seed < SEEDS; seed++) {
      String text = mutilated(texts.get((int) (seed % texts.size())), seed);
      try {
        Scenario scenario = ScenarioFile.parse("mutilated.conf", text).full();
        assertEquals(
            scenario,
            ScenarioFile.parse("again.conf", ScenarioWriter.write(scenario)).full(),
            "seed " + seed);
      } catch (InvalidScenario refused) {
        assertFalse(refused.complaints().isEmpty());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + "\n" + text, e);
      }
    }
  }

  private static String mutilated(String text, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder mutilated = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int from = random.nextInt(mutilated.length());
      int to = Math.min(mutilated.length(), from + random.nextInt(random.nextInt(20) + 1));
      mutilated.replace(
          from, to, random.nextBoolean() ? "" : PIECES.get(random.nextInt(PIECES.size())));
    }
    return mutilated.toString();
  }
}
