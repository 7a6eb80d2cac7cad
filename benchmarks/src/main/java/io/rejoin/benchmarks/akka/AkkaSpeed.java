package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import io.rejoin.benchmarks.akka.cluster.Watch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares the grid inside an Akka Cluster with Akka Distributed Data, as it comes and tuned. Each
 * measurement of each engine is a process of its own, with three ActorSystems on loopback.
 * Arguments choose rows by name, and a number the entries at most; prints one table.
 */
public final class AkkaSpeed {
  private final Table table = new Table();
  private boolean failed;

  private AkkaSpeed() {}

  public static void main(String[] arguments) throws Exception {
    List<String> chosen =
        Arrays.stream(arguments).filter(each -> !isNumber(each)).toList();
    int most = Arrays.stream(arguments)
        .filter(AkkaSpeed::isNumber)
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(Row.MANY);
    List<String> names = Arrays.stream(Row.values()).map(row -> row.title).toList();
    if (!names.containsAll(chosen)) {
      System.err.println("rows are " + String.join(" ", names));
      System.exit(2);
    }
    long begin = System.nanoTime();
    String load = load();
    AkkaSpeed speed = new AkkaSpeed();
    for (Row row : Row.values()) {
      if (chosen.isEmpty() || chosen.contains(row.title)) {
        for (int size : row.sizes(most)) {
          speed.measure(row, size);
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
    speed.table.print(System.out);
    System.exit(speed.failed ? 1 : 0);
  }

  private static boolean isNumber(String argument) {
    return argument.matches("\\d{1,9}");
  }

  private static String load() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void measure(Row row, int size) throws IOException, InterruptedException {
    for (Engine engine : row.engines(size)) {
      System.err.printf(Locale.ROOT, "%s, %s%n", row.title, engine.title);
      Process running = start(row, engine, size);
      List<String> lines = running.inputReader().lines().toList();
      if (running.waitFor() != 0) {
        failed = true;
      }
      for (String line : lines) {
        Figure.parsed(line).ifPresent(figure -> add(engine, figure));
      }
    }
  }

  private void add(Engine engine, Figure figure) {
    table.add(engine, figure);
    System.err.printf(Locale.ROOT, "  %s, %s: %s%n", engine.title, figure.what(), figure.shown());
  }

  private static Process start(Row row, Engine engine, int size) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx2g",
        "-cp",
        System.getProperty("java.class.path"),
        OneRun.class.getName(),
        row.name(),
        engine.name(),
        Integer.toString(size)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
