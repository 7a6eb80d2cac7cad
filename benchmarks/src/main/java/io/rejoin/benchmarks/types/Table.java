package io.rejoin.benchmarks.types;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** Pairs of times, one row for each pair. */
final class Table {
  private static final String OURS = "Rejoin";
  private static final String THEIRS = "Akka";
  private static final double MEDIAN = 50;

  private record Pair(double ours, double theirs) {
    Pair withOurs(double nanos) {
      return new Pair(nanos, theirs);
    }

    Pair withTheirs(double nanos) {
      return new Pair(ours, nanos);
    }
  }

  private static final Pair NOTHING = new Pair(Double.NaN, Double.NaN);

  private final Map<String, Pair> rows = new TreeMap<>();

  /** Takes the median of the iterations: somebody else may have used the machine meanwhile. */
  void add(RunResult result) {
    BenchmarkParams what = result.getParams();
    String name = what.getBenchmark();
    double nanos = result.getPrimaryResult().getStatistics().getPercentile(MEDIAN);
    if (name.endsWith(OURS)) {
      rows.merge(row(what, OURS), NOTHING.withOurs(nanos), (old, one) -> old.withOurs(nanos));
    } else if (name.endsWith(THEIRS)) {
      rows.merge(row(what, THEIRS), NOTHING.withTheirs(nanos), (old, one) -> old.withTheirs(nanos));
    }
  }

  private static String row(BenchmarkParams what, String engine) {
    String name = what.getBenchmark();
    int method = name.lastIndexOf('.');
    String family = name.substring(name.lastIndexOf('.', method - 1) + 1, method);
    StringBuilder row = new StringBuilder(family.replace("Benchmark", ""));
    row.append(' ').append(name, method + 1, name.length() - engine.length());
    for (String key : what.getParamsKeys()) {
      row.append(", ").append(key).append(' ').append(padded(what.getParam(key)));
    }
    return row.toString();
  }

  private static String padded(String number) {
    return " ".repeat(Math.max(0, 7 - number.length())) + number;
  }

  void print(PrintStream out) {
    out.println("| what | Rejoin | Akka | Akka / Rejoin |");
    out.println("|---|---:|---:|---:|");
    rows.forEach((what, pair) -> out.println("| " + what.replaceAll(" +", " ") + " | "
        + time(pair.ours()) + " | " + time(pair.theirs()) + " | "
        + String.format(Locale.ROOT, "%.2f |", pair.theirs() / pair.ours())));
  }

  private static String time(double nanos) {
    if (nanos < 1_000) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    }
    return nanos < 1_000_000
        ? String.format(Locale.ROOT, "%.1f µs", nanos / 1_000)
        : String.format(Locale.ROOT, "%.2f ms", nanos / 1_000_000);
  }
}
