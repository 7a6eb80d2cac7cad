package io.rejoin.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.conf.ScenarioFile;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every built-in scenario in its quick form; {@code -Dseeds=N} runs more seeds of those that are
 * drawn, {@code -Dquick.seeds=N} of the others.
 */
class SimulationTest {
  private static final Seeds DRAWN = new Seeds(1, Long.getLong("seeds", 100));
  private static final Seeds QUICK = new Seeds(1, Long.getLong("quick.seeds", 3));
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  static Stream<BuiltIn> builtIns() {
    return BuiltIn.all().stream();
  }

  @ParameterizedTest
  @MethodSource("builtIns")
  void whatTheScenarioAsksForHolds(BuiltIn builtIn) throws InterruptedException {
    ScenarioSource source = ScenarioSource.of(builtIn, true);
    List<String> complaints = new ArrayList<>();
    Seeds seeds = builtIn.name().equals("random") ? DRAWN : QUICK;
    Sweep sweep = new Sweep(source, new Sweep.Options(THREADS, false));
    sweep.run(seeds, run -> {
      if (run.verdict() == Verdict.VIOLATION) {
        complaints.add(
            run.replay() + ": " + run.violated().map(Finding::toString).orElse(""));
      }
    });
    if (!sweep.expectsViolations()) {
      assertEquals(List.of(), complaints);
    }
    assertEquals(
        Verdict.PASS,
        sweep.verdict(),
        () -> "unknown: " + sweep.unknown() + ", never happened: " + sweep.uncovered());
  }

  private static Scenario random(long seed) {
    return BuiltIn.find("random").orElseThrow().quick(seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theSameSeedIsTheSameRun(long seed) {
    RunSummary one = Simulation.run(random(seed), seed);
    RunSummary other = Simulation.run(random(seed), seed);
    assertEquals(one.traceHash(), other.traceHash());
    assertEquals(one.checks(), other.checks());
    assertEquals(one.bytes(), other.bytes());
  }

  /** Each of these found a bug once. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        245, 404, 1205, 1539, 1889, 2412, 2472, 2980, 3556, 3948, 4271, 4488, 5420, 7396, 10315,
        13805, 14651, 28345, 30415, 48078, 56188, 61683, 80150, 80971, 82221, 85376, 89976
      })
  void seedsThatFailedOnceFailNoMore(long seed) {
    assertNotEquals(Verdict.VIOLATION, Simulation.run(random(seed), seed).verdict());
  }

  /** It has forgotten nothing itself yet when it reads again. */
  @ParameterizedTest
  @ValueSource(longs = {2007, 2578, 2602, 2965})
  void whatWasRemovedMayBeGivenUpByANodeOverAnOldImage(long seed) throws InvalidScenario {
    Scenario scenario = ScenarioFile.read(
            Path.of("src/test/resources/io/rejoin/simulator/run/old-image.conf"))
        .full();
    assertEquals(Verdict.PASS, Simulation.run(scenario, seed).verdict());
  }

  @Test
  void anotherSeedIsAnotherRun() {
    Scenario scenario = BuiltIn.find("wan-outage").orElseThrow().quick(1);
    assertNotEquals(
        Simulation.run(scenario, 1).traceHash(), Simulation.run(scenario, 2).traceHash());
  }

  @Test
  void aWarmUpThatWasDrawnIsTheRunAsItWas() {
    Scenario scenario = BuiltIn.find("wan-outage").orElseThrow().quick(1);
    Scenario drawn = Drawn.of(scenario, 3);
    assertEquals(
        Simulation.run(scenario, 3).traceHash(), Simulation.run(drawn, 3).traceHash());
  }

  @Test
  void whoeverListensChangesNothing() {
    Scenario scenario = random(7);
    Simulation heard = new Simulation(scenario, 7);
    List<Long> samples = new ArrayList<>();
    heard.observe(new Listening(samples));
    assertEquals(Simulation.run(scenario, 7).traceHash(), heard.run().traceHash());
    assertTrue(samples.size() >= Duration.ofSeconds(20).toSeconds());
  }
}
