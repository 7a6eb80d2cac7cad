package io.rejoin.benchmarks.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something measured with one engine.
 *
 * @param what is measured, the same text for every engine
 * @param instead shown in place of the value, which then is a bound; empty if it was measured
 */
public record Figure(String what, Unit unit, double value, String instead) {
  private static final String MARK = "figure";
  private static final String GAP = "\t";

  /** How a value is shown, and which of two is the better one. */
  public enum Unit {
    PER_SECOND("%,.0f/s", true),
    MILLIS("%,.1f ms", false),
    SECONDS("%,.1f s", false),
    KILOBYTES("%,.0f kB", false),
    BYTES("%,.0f B", false),
    PERCENT("%,.2f %%", false);

    private final String format;
    private final boolean moreIsBetter;

    Unit(String format, boolean moreIsBetter) {
      this.format = format;
      this.moreIsBetter = moreIsBetter;
    }
  }

  public static Figure of(String what, Unit unit, double value) {
    return new Figure(what, unit, value, "");
  }

  /** What a measurement has come to. */
  public interface State {
    String text() throws Exception;
  }

  /** How long it takes since the beginning, or what there is when the patience has ended. */
  public static Figure until(
      String what, long begin, double patience, Watch.Condition done, State otherwise)
      throws Exception {
    boolean all = Watch.await(patience, done);
    double seconds = Watch.secondsSince(begin);
    return all
        ? of(what, Unit.SECONDS, seconds)
        : new Figure(
            what,
            Unit.SECONDS,
            patience,
            String.format(Locale.ROOT, "not within %.0f s: %s", patience, otherwise.text()));
  }

  /** The median and the 99th percentile of times. */
  public static List<Figure> percentiles(String what, double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return List.of(
        of(what + ", p50", Unit.MILLIS, sorted[sorted.length / 2]),
        of(what + ", p99", Unit.MILLIS, sorted[sorted.length * 99 / 100]));
  }

  String line() {
    return String.join(GAP, MARK, what, unit.name(), Double.toString(value), instead);
  }

  /** A figure, if a line is one. */
  static Optional<Figure> parsed(String line) {
    String[] parts = line.split(GAP, -1);
    return parts.length == 5 && parts[0].equals(MARK)
        ? Optional.of(
            new Figure(parts[1], Unit.valueOf(parts[2]), Double.parseDouble(parts[3]), parts[4]))
        : Optional.empty();
  }

  public boolean isMeasured() {
    return instead.isEmpty();
  }

  String shown() {
    return isMeasured() ? String.format(Locale.ROOT, unit.format, value) : instead;
  }

  boolean isBetterThan(Figure other) {
    return unit.moreIsBetter ? value > other.value : value < other.value;
  }

  /** How many times better this one is than another, or is at least; of nothing there is none. */
  String ahead(Figure other) {
    if (!isMeasured()) {
      return "";
    }
    double ratio = unit.moreIsBetter ? value / other.value : other.value / value;
    if (!Double.isFinite(ratio)) {
      return value == other.value ? "equal" : "∞";
    }
    String number = String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
    return other.isMeasured() ? number : "> " + number;
  }
}
