package io.rejoin.simulator.run;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.conf.ScenarioWriter;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.run.Shrinker.Failed;
import io.rejoin.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A failing run made as small as it gets, as a scenario file and as a test that fails until the
 * fault is mended.
 *
 * @param scenario that still fails
 * @param check that finds it
 */
public record Reproduction(Scenario scenario, long seed, String check) {
  private static final String TEMPLATE = "/io/rejoin/simulator/run/ReproductionTest.java.txt";

  /**
   * Shrinks a run that failed.
   *
   * @param most runs to spend
   * @return empty if the run does not fail again
   */
  public static Optional<Reproduction> of(Run run, int most) {
    long seed = run.summary().seed();
    return run.summary().violated().map(finding -> {
      Scenario least = Shrinker.shrink(run.scenario(), seed, trial(seed), most);
      return new Reproduction(least.withName(name(run, seed)), seed, finding.check());
    });
  }

  private static String name(Run run, long seed) {
    return run.scenario().name() + "-seed-" + seed;
  }

  private static Shrinker.Trial trial(long seed) {
    return scenario -> {
      Simulation simulation = new Simulation(scenario, seed);
      RunSummary summary = simulation.run();
      return summary
          .violated()
          .map(finding -> new Failed(finding.check(), key(finding), simulation.carriedOut()));
    };
  }

  private static String key(Finding finding) {
    return finding
        .first()
        .filter(violation -> finding.verdict() == Verdict.VIOLATION)
        .flatMap(violation -> violation.key())
        .map(key -> key.type() + " " + key.key().utf8())
        .orElse("");
  }

  /**
   * Writes both files into a folder.
   *
   * @return the scenario file
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(scenario.name() + ".conf");
    Files.writeString(file, ScenarioWriter.write(scenario));
    Files.writeString(
        folder.resolve(testName() + ".java"), test(file.getFileName().toString()));
    return file;
  }

  private String test(String file) throws IOException {
    try (InputStream stream = Reproduction.class.getResourceAsStream(TEMPLATE)) {
      if (stream == null) {
        throw new IllegalStateException("there is no " + TEMPLATE);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .replace("{test}", testName())
          .replace("{file}", file)
          .replace("{seed}", Long.toString(seed))
          .replace("{check}", check);
    }
  }

  private String testName() {
    StringBuilder name = new StringBuilder();
    for (String word : scenario.name().split("-", -1)) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name + "Test";
  }
}
