package io.rejoin.simulator.conf;

import io.rejoin.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A scenario as HOCON, read strictly: a key, name, operation or check that is not known and a value
 * that cannot be are complaints with file, line and the nearest known word. A file has a full form
 * and, if it has a section {@code quick}, a small one: the same with that section laid over it.
 *
 * @param quick the same as {@code full} if the file has none
 */
public record ScenarioFile(Scenario full, Scenario quick) {
  private static final String QUICK = "quick";
  private static final long MOST_BYTES = 8L << 20;

  /**
   * Reads a file; what it includes is looked for beside it.
   *
   * @throws InvalidScenario if it cannot be read or cannot be run
   */
  public static ScenarioFile read(Path file) throws InvalidScenario {
    try {
      if (!Files.isRegularFile(file)) {
        throw Complaints.of("there is no file " + file);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw Complaints.of(file + " is larger than 8 MiB");
      }
      return of(Hocon.parse(file.toFile(), Files.readString(file)));
    } catch (IOException unreadable) {
      throw Complaints.of("cannot read " + file + ": it is no UTF-8 text, or cannot be opened");
    }
  }

  /**
   * Reads a text; {@code name} is for messages.
   *
   * @throws InvalidScenario if it cannot be run
   */
  public static ScenarioFile parse(String name, String text) throws InvalidScenario {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw Complaints.of(name + " is larger than 8 MiB");
    }
    return of(Hocon.parse(name, text));
  }

  private static ScenarioFile of(Tree.Section root) throws InvalidScenario {
    Tree.Section base = root.without(QUICK);
    Scenario full = ScenarioReader.read(base);
    Tree quick = root.entries().get(QUICK);
    if (quick == null || quick instanceof Tree.Nothing) {
      return new ScenarioFile(full, full);
    }
    if (quick instanceof Tree.Section over) {
      return new ScenarioFile(full, ScenarioReader.read(over.over(base)));
    }
    throw Complaints.of(quick.where() + "quick must be a section: quick { ... }");
  }
}
