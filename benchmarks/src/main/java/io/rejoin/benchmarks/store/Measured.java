package io.rejoin.benchmarks.store;

import io.rejoin.benchmarks.store.BareEngine.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One measurement, in a process of its own; prints its figures, separated by blanks. */
final class Measured {
  static final int BATCH = 100;
  static final int VALUE_BYTES = 200;
  private static final int KEYS = 100_000;
  private static final double SECOND = 1e9;

  private final Kind kind;
  private final Path folder;
  private final byte[][] keys = new byte[BATCH][];
  private final byte[][] values = new byte[BATCH][];
  private final Random random = new Random(1);

  private Measured(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Measured measured = new Measured(Kind.valueOf(arguments[1]), Path.of(arguments[2]));
    switch (arguments[0]) {
      case "write" -> measured.write(Boolean.parseBoolean(arguments[3]));
      case "fill" -> measured.fill(Integer.parseInt(arguments[3]));
      case "open" -> measured.open();
      case "run" -> measured.run();
      case "check" -> measured.check();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(16)
        .putLong(number * 0x9e3779b97f4a7c15L)
        .putLong(number)
        .array();
  }

  /** A batch under random or given keys; half of a value is random, so it can be compressed. */
  private void next(long first) {
    for (int i = 0; i < BATCH; i++) {
      keys[i] = key(first < 0 ? random.nextInt(KEYS) : first + i);
      byte[] half = new byte[VALUE_BYTES / 2];
      random.nextBytes(half);
      values[i] = ByteBuffer.allocate(VALUE_BYTES).put(half).array();
    }
  }

  /** Writes for some seconds after a while of warming up: writes/s, amplification, MiB in use. */
  private void write(boolean sync) throws Exception {
    try (BareEngine engine = kind.open(folder, sync)) {
      write(engine, sync, 2);
      long disk = figure("io", "write_bytes:");
      long begin = System.nanoTime();
      long writes = write(engine, sync, 6);
      double seconds = (System.nanoTime() - begin) / SECOND;
      engine.sync();
      double logical = writes * (double) (VALUE_BYTES + 16);
      System.out.printf(
          Locale.ROOT,
          "%.0f %.1f %d%n",
          writes / seconds,
          (figure("io", "write_bytes:") - disk) / logical,
          figure("status", "VmHWM:") >> 10);
    }
  }

  private long write(BareEngine engine, boolean sync, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long writes = 0;
    while (System.nanoTime() < end) {
      next(-1);
      engine.write(keys, values);
      if (sync) {
        engine.sync();
      }
      writes += BATCH;
    }
    return writes;
  }

  private void fill(int entries) throws Exception {
    try (BareEngine engine = kind.open(folder, false)) {
      for (int i = 0; i < entries; i += BATCH) {
        next(i);
        engine.write(keys, values);
      }
      engine.sync();
    }
    System.out.println(StoreSpeed.bytes(folder) / entries);
  }

  /** Seconds to open and to see every entry. */
  private void open() throws Exception {
    long begin = System.nanoTime();
    long[] count = {0};
    try (BareEngine engine = kind.open(folder, false)) {
      engine.forEach((key, value) -> count[0]++);
      System.out.printf(Locale.ROOT, "%.2f %d%n", (System.nanoTime() - begin) / SECOND, count[0]);
    }
  }

  /** Writes the number of the batch into its pairs and tells it, until the process is killed. */
  private void run() throws Exception {
    try (BareEngine engine = kind.open(folder, false)) {
      for (int batch = 1; true; batch++) {
        next(0);
        for (byte[] value : values) {
          ByteBuffer.wrap(value).putInt(batch);
        }
        engine.write(keys, values);
        System.out.println(batch);
      }
    }
  }

  /** The number in the pairs; 0 if there is not one in all of them. */
  private void check() throws Exception {
    int[] seen = {-1, 0};
    try (BareEngine engine = kind.open(folder, false)) {
      engine.forEach((key, value) -> {
        int batch = ByteBuffer.wrap(value).getInt();
        seen[0] = seen[0] == -1 || seen[0] == batch ? batch : 0;
        seen[1]++;
      });
    }
    System.out.println(seen[1] == BATCH ? seen[0] : 0);
  }

  /** A figure that Linux tells of this process, 0 elsewhere. */
  private static long figure(String file, String name) throws IOException {
    Path path = Path.of("/proc/self", file);
    if (!Files.exists(path)) {
      return 0;
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
