package io.rejoin.examples.healthcare;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;

/** What a patient may consent to. */
public enum Purpose {
  SHARING,
  RESEARCH,
  INSURER;

  /**
   * The purpose of a name in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Purpose of(String name) {
    return Arrays.stream(values())
        .filter(purpose -> purpose.toString().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "there is no purpose '%s' to consent to; there are %s"
                .formatted(
                    name, Arrays.stream(values()).map(Purpose::toString).collect(joining(", ")))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
