package io.rejoin.simulator.run;

import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.conf.ScenarioFile;
import io.rejoin.simulator.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Where the scenario of each seed comes from.
 *
 * @param name of the scenario
 * @param scenario of a seed; but for those that are drawn, always the same
 * @param command that runs it, but for the seed
 */
public record ScenarioSource(String name, LongFunction<Scenario> scenario, String command) {
  private static final String SIMULATE = "rejoin simulate ";

  public static ScenarioSource of(BuiltIn builtIn, boolean quick) {
    return new ScenarioSource(
        builtIn.name(),
        quick ? builtIn::quick : builtIn::full,
        SIMULATE + builtIn.name() + (quick ? " --quick" : ""));
  }

  /**
   * A file, in its full or its quick form.
   *
   * @throws InvalidScenario if it cannot be run
   */
  public static ScenarioSource of(Path path, boolean quick) throws InvalidScenario {
    return of(ScenarioFile.read(path), quick, SIMULATE + path + (quick ? " --quick" : ""));
  }

  /**
   * A text; {@code name} is for messages.
   *
   * @throws InvalidScenario if it cannot be run
   */
  public static ScenarioSource of(String name, String text, boolean quick) throws InvalidScenario {
    return of(ScenarioFile.parse(name, text), quick, SIMULATE + name);
  }

  private static ScenarioSource of(ScenarioFile file, boolean quick, String command) {
    Scenario scenario = quick ? file.quick() : file.full();
    return new ScenarioSource(scenario.name(), seed -> scenario, command);
  }

  /**
   * What somebody names: a file if there is one, else a built-in scenario.
   *
   * @return empty if there is neither
   * @throws InvalidScenario if the file cannot be run
   */
  public static Optional<ScenarioSource> find(String name, boolean quick) throws InvalidScenario {
    Path path = Path.of(name);
    if (Files.isRegularFile(path)) {
      return Optional.of(of(path, quick));
    }
    return BuiltIn.find(name).map(builtIn -> of(builtIn, quick));
  }

  /** The command that runs one seed. */
  public String replay(long seed) {
    return command + " --seed " + seed;
  }
}
