package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Watch;
import java.util.Locale;
import java.util.Optional;

/**
 * Something measured with one engine.
 *
 * @param what is measured, the same text for every engine
 * @param instead shown in place of the value, which then is a bound; empty if it was measured
 */
record Figure(String what, Unit unit, double value, String instead) {
  private static final String MARK = "figure";
  private static final String GAP = "\t";

  /** How a value is shown, and which of two is the better one. */
  enum Unit {
    PER_SECOND("%,.0f/s", true),
    MILLIS("%,.1f ms", false),
    SECONDS("%,.1f s", false),
    KILOBYTES("%,.0f kB", false),
    BYTES("%,.0f B", false);

    private final String format;
    private final boolean moreIsBetter;

    Unit(String format, boolean moreIsBetter) {
      this.format = format;
      this.moreIsBetter = moreIsBetter;
    }
  }

  static Figure of(String what, Unit unit, double value) {
    return new Figure(what, unit, value, "");
  }

  /** What a measurement has come to. */
  interface State {
    String text() throws Exception;
  }

  /** How long it takes since the beginning, or what there is when the patience has ended. */
  static Figure until(
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

  boolean isMeasured() {
    return instead.isEmpty();
  }

  String shown() {
    return isMeasured() ? String.format(Locale.ROOT, unit.format, value) : instead;
  }

  boolean isBetterThan(Figure other) {
    return unit.moreIsBetter ? value > other.value : value < other.value;
  }

  /** How many times better this one is than another, or is at least. */
  String ahead(Figure other) {
    if (!isMeasured()) {
      return "";
    }
    double ratio = unit.moreIsBetter ? value / other.value : other.value / value;
    String number = String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
    return other.isMeasured() ? number : "> " + number;
  }
}
