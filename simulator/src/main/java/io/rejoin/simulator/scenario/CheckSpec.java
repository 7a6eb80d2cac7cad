package io.rejoin.simulator.scenario;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A check that is asked for.
 *
 * @param name such as {@code no-lost-adds}
 * @param settings of the check by name, such as {@code within}: a duration in nanoseconds, a size
 *     in bytes, a number or a word, as its text
 */
public record CheckSpec(String name, SortedMap<String, String> settings) {
  public CheckSpec {
    settings = new TreeMap<>(settings);
  }

  public static CheckSpec of(String name) {
    return new CheckSpec(name, new TreeMap<>());
  }

  /** The same with a setting; the text is of its measure. */
  public CheckSpec with(CheckName.Setting setting, String value) {
    SortedMap<String, String> more = new TreeMap<>(settings);
    more.put(setting.toString(), value);
    return new CheckSpec(name, more);
  }
}
