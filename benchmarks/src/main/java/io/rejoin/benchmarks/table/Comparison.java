package io.rejoin.benchmarks.table;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures each trial with each of its columns in a process of its own, one after the other, and
 * prints one table. Arguments choose trials by title, and a number the entries at most.
 *
 * @param <C> the columns of the table
 */
public final class Comparison<C extends Column> {
  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);
  private static final String ONE = "--one";
  private static final int MANY = 100_000;

  private final Class<?> main;
  private final List<? extends Trial<C>> trials;
  private final List<C> columns;
  private final List<String> options;
  private final Table table;
  private boolean failed;

  /**
   * Creates one.
   *
   * @param main whose processes hand their arguments to {@link #run}
   * @param options of the JVM of each process
   */
  public Comparison(
      Class<?> main, List<? extends Trial<C>> trials, List<C> columns, List<String> options) {
    this.main = main;
    this.trials = List.copyOf(trials);
    this.columns = List.copyOf(columns);
    this.options = List.copyOf(options);
    this.table = new Table(this.columns);
  }

  /** Does what the arguments of the process say, and ends it. */
  public void run(String[] arguments) throws IOException, InterruptedException {
    System.exit(arguments.length > 0 && arguments[0].equals(ONE) ? one(arguments) : all(arguments));
  }

  private int one(String[] arguments) {
    try {
      Trial<C> trial = named(trials, Trial::name, arguments[1]);
      C column = named(columns, Column::name, arguments[2]);
      for (Figure figure : trial.measure(column, Integer.parseInt(arguments[3]))) {
        System.out.println(figure.line());
      }
      return 0;
    } catch (Exception failure) {
      LOG.error("{} failed", String.join(" ", arguments), failure);
      return 1;
    }
  }

  private interface Name<T> {
    String of(T each);
  }

  private static <T> T named(List<? extends T> all, Name<T> name, String wanted) {
    return all.stream().filter(each -> name.of(each).equals(wanted)).findFirst().orElseThrow();
  }

  private int all(String[] arguments) throws IOException, InterruptedException {
    List<String> chosen =
        Arrays.stream(arguments).filter(each -> !isNumber(each)).toList();
    int most = Arrays.stream(arguments)
        .filter(Comparison::isNumber)
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(MANY);
    List<String> titles = trials.stream().map(Trial::title).toList();
    if (!titles.containsAll(chosen)) {
      System.err.println("rows are " + String.join(" ", titles));
      return 2;
    }
    long begin = System.nanoTime();
    String load = load();
    for (Trial<C> trial : trials) {
      if (chosen.isEmpty() || chosen.contains(trial.title())) {
        for (int size : trial.sizes(most)) {
          measure(trial, size);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d processors, load %s before and %s after, %.0f s%n%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        load,
        load(),
        Watch.secondsSince(begin));
    table.print(System.out);
    return failed ? 1 : 0;
  }

  private static boolean isNumber(String argument) {
    return argument.matches("\\d{1,9}");
  }

  private static String load() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void measure(Trial<C> trial, int size) throws IOException, InterruptedException {
    for (C column : trial.columns(size)) {
      System.err.printf(Locale.ROOT, "%s, %s%n", trial.title(), column.title());
      Process running = Jvm.of(
              main, options, List.of(ONE, trial.name(), column.name(), Integer.toString(size)))
          .start();
      List<String> lines = running.inputReader().lines().toList();
      if (running.waitFor() != 0) {
        failed = true;
      }
      for (String line : lines) {
        Figure.parsed(line).ifPresent(figure -> add(column, figure));
      }
    }
  }

  private void add(C column, Figure figure) {
    table.add(column, figure);
    System.err.printf(Locale.ROOT, "  %s, %s: %s%n", column.title(), figure.what(), figure.shown());
  }
}
