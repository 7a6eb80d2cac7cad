package io.rejoin.benchmarks.durable;

import io.rejoin.benchmarks.store.StoreSpeed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a node over the durable store with one of Akka Distributed Data over LMDB and with the
 * bare engine, then measures how nodes with many entries start. Each measurement is a process of
 * its own. Arguments: {@code writes}, {@code starts}, and numbers of entries; prints tables.
 */
public final class DurableSpeed {
  private static final int[] CALLERS = {1, 8};
  private static final int BATCH = 100;
  private static final int MANY = 2_000_000;

  private final Map<String, Callers.Result> results = new HashMap<>();

  private DurableSpeed() {}

  public static void main(String[] arguments) throws Exception {
    List<String> chosen = arguments.length == 0
        ? List.of("writes", "starts", "100000", "1000000")
        : Arrays.asList(arguments);
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d processors, load %.1f%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    DurableSpeed speed = new DurableSpeed();
    if (chosen.contains("writes")) {
      speed.writes("increment", "increments of 10,000 counters");
      speed.writes("add", "adds to 1,000 sets of 20 elements");
      bare();
    }
    if (chosen.contains("starts")) {
      System.out.println();
      System.out.println("| counters | written/s | heap bytes/entry then | disk bytes/entry "
          + "| starts | processor time of it | heap bytes/entry then | heap MiB "
          + "| changes while away | comes back: starts | and has all after |");
      System.out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
      for (String each : chosen) {
        if (each.matches("\\d+")) {
          starts(Integer.parseInt(each));
        }
      }
    }
  }

  // ---- writes

  private void writes(String what, String title) throws Exception {
    System.out.println();
    System.out.println("| " + title + " | an answer says: it | callers | writes/s "
        + "| p50 µs | p99 µs | Rejoin / Akka |");
    System.out.println("|---|---|---:|---:|---:|---:|---:|");
    for (int callers : CALLERS) {
      for (Subject.Kind kind : Subject.Kind.values()) {
        Callers.Result result =
            Callers.Result.parse(run(1, what, StoreSpeed.folder(), kind.name(), "" + callers));
        results.put(what + kind + callers, result);
        row(kind, callers, result, results.get(what + kind.rival + callers));
      }
    }
  }

  private static void row(
      Subject.Kind kind, int callers, Callers.Result result, Callers.@Nullable Result rival) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %,.0f | %,.1f | %,.1f | %s |%n",
        kind.title,
        kind.answer,
        callers,
        result.rate(),
        result.median(),
        result.slow(),
        rival == null ? "" : String.format(Locale.ROOT, "%.1f", rival.rate() / result.rate()));
  }

  private static void bare() throws Exception {
    System.out.println();
    System.out.println("| bare engine, 80 bytes a put | puts/s | p50 µs | p99 µs |");
    System.out.println("|---|---:|---:|---:|");
    for (int batch : new int[] {BATCH, 1}) {
      Callers.Result result = Callers.Result.parse(run(1, "bare", StoreSpeed.folder(), "" + batch));
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %,.1f | %,.1f |%n",
          batch == 1 ? "one put, synced" : "a batch of 100, not synced",
          result.rate(),
          result.median(),
          result.slow());
    }
  }

  // ---- starts

  private static void starts(int entries) throws Exception {
    int gigabytes = entries > MANY ? 4 : 2;
    Path folder = StoreSpeed.folder().resolve("node");
    String[] filled = run(gigabytes, "fill", folder, "" + entries).split(" ", -1);
    String[] started = run(gigabytes, "start", folder, "" + entries).split(" ", -1);
    String[] back = entries > MANY
        ? new String[] {"-", "-", "-"}
        : run(gigabytes, "return", folder, "" + entries).split(" ", -1);
    System.out.printf(
        Locale.ROOT,
        "| %,d | %,.0f | %d | %s | %s s | %s s | %d | %s | %s | %s s | %s s |%n",
        entries,
        Double.parseDouble(filled[0]),
        perEntry(filled[1], entries),
        filled[2],
        started[0],
        started[1],
        perEntry(started[2], entries),
        started[2],
        back[0],
        back[1],
        back[2]);
  }

  private static long perEntry(String mebibytes, int entries) {
    return (Long.parseLong(mebibytes) << 20) / entries;
  }

  // ---- processes

  private static String run(int gigabytes, String what, Path folder, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx" + gigabytes + "g",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        OneRun.class.getName(),
        what,
        folder.toString()));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0 || lines.isEmpty()) {
      throw new IllegalStateException(what + " failed");
    }
    return lines.get(lines.size() - 1);
  }
}
