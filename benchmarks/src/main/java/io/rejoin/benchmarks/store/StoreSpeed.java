package io.rejoin.benchmarks.store;

import io.rejoin.benchmarks.store.BareEngine.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares engines for the durable store, each measurement in a process of its own, and then our
 * store with the engine that it stands on. Arguments choose engines; {@code ours} is the other
 * part. Prints tables.
 */
public final class StoreSpeed {
  private StoreSpeed() {}

  public static void main(String[] arguments) throws Exception {
    List<String> chosen = arguments.length == 0
        ? List.of("rocksdb", "lmdb", "mvstore", "sqlite", "ours")
        : Arrays.asList(arguments);
    System.out.printf(
        Locale.ROOT,
        "Java %s, %d processors%n%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors());
    List<Kind> kinds = Stream.of(Kind.values())
        .filter(kind -> chosen.contains(kind.name().toLowerCase(Locale.ROOT)))
        .toList();
    if (!kinds.isEmpty()) {
      System.out.println(
          "| engine | writes/s | with sync | there, bytes written per byte | MiB in use "
              + "| bytes/entry | opens 100,000 | opens 1,000,000 | kill -9 |");
      System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---|");
    }
    for (Kind kind : kinds) {
      print(kind);
    }
    if (chosen.contains("ours")) {
      System.out.println();
      OurStore.print();
    }
  }

  private static void print(Kind kind) throws Exception {
    String[] free = measure("write", kind, folder(), "false").split(" ", -1);
    String[] synced = measure("write", kind, folder(), "true").split(" ", -1);
    Path few = folder();
    measure("fill", kind, few, "100000");
    Path many = folder();
    String size = measure("fill", kind, many, "1000000");
    String[] opensFew = measure("open", kind, few).split(" ", -1);
    String[] opensMany = measure("open", kind, many).split(" ", -1);
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %s | %s | %s | %s s | %s s | %s |%n",
        kind.name().toLowerCase(Locale.ROOT),
        Long.parseLong(free[0]),
        Long.parseLong(synced[0]),
        synced[1],
        free[2],
        size,
        opensFew[0],
        opensMany[0],
        afterKill(kind));
  }

  /** What is there after a process was killed while it wrote. */
  private static String afterKill(Kind kind) throws Exception {
    Path folder = folder();
    Path told = folder.resolveSibling(folder.getFileName() + ".told");
    Process victim = command("run", kind, folder).redirectOutput(told.toFile()).start();
    TimeUnit.SECONDS.sleep(4);
    victim.destroyForcibly().waitFor();
    String last = Files.readAllLines(told).stream()
        .filter(line -> line.matches("\\d+"))
        .reduce("0", (a, b) -> b);
    Files.delete(told);
    int left = Integer.parseInt(measure("check", kind, folder));
    int lost = Integer.parseInt(last) - left;
    return left == 0 ? "torn or gone" : lost > 0 ? lost + " batches lost" : "nothing lost";
  }

  private static String measure(String what, Kind kind, Path folder, String... more)
      throws Exception {
    Process process = command(what, kind, folder, more).start();
    List<String> lines = process.inputReader().lines().toList();
    process.waitFor();
    return lines.isEmpty() ? "0 0 0" : lines.get(lines.size() - 1);
  }

  private static ProcessBuilder command(String what, Kind kind, Path folder, String... more) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Measured.class.getName(),
        what,
        kind.name(),
        folder.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  // ---- folders

  /** A new folder that is gone when this process ends. */
  public static Path folder() throws IOException {
    Path base = Path.of(System.getProperty("folder", System.getProperty("java.io.tmpdir")));
    Path folder = Files.createTempDirectory(base, "store-speed");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }

  public static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
