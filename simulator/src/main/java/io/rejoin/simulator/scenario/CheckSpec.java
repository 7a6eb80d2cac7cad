package io.rejoin.simulator.scenario;

import java.time.Duration;
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

  /** After the last heal, all have the same after this time at most. */
  public static CheckSpec convergeWithin(Duration bound) {
    return of(CheckName.CONVERGE_WITHIN.toString())
        .with(CheckName.Setting.WITHIN, Long.toString(bound.toNanos()))
        .with(CheckName.Setting.AFTER, "last-heal");
  }

  /** The same with a setting; the text is of its measure. */
  public CheckSpec with(CheckName.Setting setting, String value) {
    SortedMap<String, String> more = new TreeMap<>(settings);
    more.put(setting.toString(), value);
    return new CheckSpec(name, more);
  }
}
