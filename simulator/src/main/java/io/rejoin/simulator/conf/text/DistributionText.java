package io.rejoin.simulator.conf.text;

import io.rejoin.simulator.world.Distribution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distributions as text: {@code 35ms}, {@code uniform(-2s,2s)}, {@code normal(25ms,6ms) min 20ms},
 * {@code lognormal(p50=35ms,p99=120ms)}, {@code exp(90s)}; and gaps as rates: {@code 5/s}, {@code
 * poisson(5/s)}.
 */
public final class DistributionText {
  private static final Map<String, List<String>> ARGUMENTS = new TreeMap<>(Map.of(
      "uniform", List.of("from", "to"),
      "normal", List.of("mean", "deviation"),
      "lognormal", List.of("p50", "p99"),
      "exp", List.of("mean")));
  private static final Pattern CALL =
      Pattern.compile("([a-z]+)\\s*\\(([^()]*)\\)(?:\\s+min\\s+(\\S+))?");
  private static final Pattern POISSON = Pattern.compile("poisson\\s*\\(([^()]*)\\)");
  private static final Pattern FREQUENCY =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*/\\s*(s|m|h|d)");
  private static final Map<String, Double> PERIODS =
      new TreeMap<>(Map.of("s", 1e9, "m", 60e9, "h", 3_600e9, "d", 86_400e9));
  private static final MathContext SHORT = new MathContext(6);

  private DistributionText() {}

  /** Names of the functions, for documentation. */
  public static List<String> functions() {
    return List.copyOf(ARGUMENTS.keySet());
  }

  public static Distribution read(String text, Units units) throws Complaint {
    Matcher call = CALL.matcher(text.strip());
    if (!call.matches()) {
      return Distribution.constant(units.read(text));
    }
    List<String> names = ARGUMENTS.get(call.group(1));
    if (names == null) {
      throw new Complaint(Complaint.unknown("distribution", call.group(1), ARGUMENTS.keySet()));
    }
    double[] values = values(call.group(1), names, call.group(2), units);
    if (call.group(3) != null && !call.group(1).equals("normal")) {
      throw new Complaint("only normal(...) has a min");
    }
    try {
      return switch (call.group(1)) {
        case "uniform" -> Distribution.uniform(values[0], values[1]);
        case "lognormal" -> Distribution.lognormal(values[0], values[1]);
        case "exp" -> Distribution.exponential(values[0]);
        default ->
          new Distribution.Normal(
              values[0],
              values[1],
              call.group(3) == null ? Double.NEGATIVE_INFINITY : units.read(call.group(3)));
      };
    } catch (IllegalArgumentException refused) {
      throw new Complaint("'" + text + "': " + refused.getMessage());
    }
  }

  private static double[] values(String function, List<String> names, String text, Units units)
      throws Complaint {
    String[] arguments = text.split(",", -1);
    if (arguments.length != names.size()) {
      throw new Complaint("it is " + function + "(" + String.join(", ", names) + "), not "
          + function + "(" + text + ")");
    }
    double[] values = new double[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i].strip();
      int equals = argument.indexOf('=');
      if (equals >= 0 && !argument.substring(0, equals).strip().equals(names.get(i))) {
        throw new Complaint("it is " + function + "(" + String.join(", ", names) + "), not "
            + function + "(" + text + ")");
      }
      values[i] = units.read(argument.substring(equals + 1));
    }
    return values;
  }

  /** The gaps between things that happen so often. */
  public static Distribution readGaps(String text) throws Complaint {
    Matcher poisson = POISSON.matcher(text.strip());
    if (poisson.matches()) {
      return Distribution.exponential(gap(poisson.group(1)));
    }
    return Distribution.constant(gap(text));
  }

  private static double gap(String text) throws Complaint {
    Matcher matcher = FREQUENCY.matcher(text.strip());
    if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
      throw new Complaint("'" + text + "' is no frequency, such as 5/s, 12/m or poisson(5/s)");
    }
    return PERIODS.getOrDefault(matcher.group(2), 1e9) / Double.parseDouble(matcher.group(1));
  }

  public static String write(Distribution distribution, Units units) {
    if (distribution instanceof Distribution.Constant constant) {
      return units.write(constant.value());
    } else if (distribution instanceof Distribution.Uniform uniform) {
      return "uniform(" + units.write(uniform.from()) + "," + units.write(uniform.to()) + ")";
    } else if (distribution instanceof Distribution.Normal normal) {
      String call =
          "normal(" + units.write(normal.mean()) + "," + units.write(normal.deviation()) + ")";
      return normal.least() == Double.NEGATIVE_INFINITY
          ? call
          : call + " min " + units.write(normal.least());
    } else if (distribution instanceof Distribution.Lognormal lognormal) {
      return "lognormal(p50=" + units.write(lognormal.p50()) + ",p99="
          + units.write(lognormal.p99()) + ")";
    }
    return "exp(" + units.write(((Distribution.Exponential) distribution).mean()) + ")";
  }

  /** As a frequency, if it is one that reads back the same. */
  public static Optional<String> writeGaps(Distribution gaps) {
    if (gaps instanceof Distribution.Constant constant) {
      return frequency(constant.value());
    } else if (gaps instanceof Distribution.Exponential exponential) {
      return frequency(exponential.mean()).map(text -> "poisson(" + text + ")");
    }
    return Optional.empty();
  }

  private static Optional<String> frequency(double gap) {
    for (String period : List.of("s", "m", "h", "d")) {
      double length = PERIODS.getOrDefault(period, 1e9);
      if (gap > 0 && length / gap >= 1 && length / gap < 1e6) {
        BigDecimal times = BigDecimal.valueOf(length / gap).round(SHORT);
        if (length / times.doubleValue() == gap) {
          return Optional.of(Units.plain(times) + "/" + period);
        }
      }
    }
    return Optional.empty();
  }
}
