package io.rejoin.examples.healthcare;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much of a drug at a time, and how often, such as {@code 500 mg 2x daily}.
 *
 * @param perDay how often; 1 to {@value #MOST_PER_DAY}
 */
public record Dose(int amount, Unit unit, int perDay) {
  private static final int MOST_PER_DAY = 12;
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ([a-zA-Z]+)(?: (\\d{1,3})x daily)?");

  /** What drugs are measured in, and the most of it that can be a single dose of anything. */
  public enum Unit {
    UG("ug", 10_000),
    MG("mg", 10_000),
    ML("ml", 1_000),
    IU("IU", 100_000);

    private final String sign;
    private final int most;

    Unit(String sign, int most) {
      this.sign = sign;
      this.most = most;
    }
  }

  public Dose {
    if (amount < 1 || amount > unit.most) {
      throw new IllegalArgumentException("a dose of %d %s is out of range: it is 1 to %d %s at a time"
          .formatted(amount, unit.sign, unit.most, unit.sign));
    }
    if (perDay < 1 || perDay > MOST_PER_DAY) {
      throw new IllegalArgumentException(
          "a dose %dx daily is out of range: it is 1x to %dx".formatted(perDay, MOST_PER_DAY));
    }
  }

  /**
   * Reads {@code 500 mg 2x daily}, or {@code 500 mg} for once a day.
   *
   * @throws IllegalArgumentException if it is not written so, or out of range
   */
  public static Dose parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "dose '%s' is not understood; write it like '500 mg 2x daily'".formatted(text));
    }
    int perDay = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
    return new Dose(Integer.parseInt(parts.group(1)), unit(parts.group(2)), perDay);
  }

  private static Unit unit(String sign) {
    return Arrays.stream(Unit.values())
        .filter(unit -> unit.sign.equalsIgnoreCase(sign))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "unit '%s' of a dose is unknown; there are %s"
                .formatted(
                    sign,
                    Arrays.stream(Unit.values())
                        .map(unit -> unit.sign)
                        .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d %s %dx daily", amount, unit.sign, perDay);
  }
}
