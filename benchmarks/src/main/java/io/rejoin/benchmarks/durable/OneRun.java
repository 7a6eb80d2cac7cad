package io.rejoin.benchmarks.durable;

import io.rejoin.benchmarks.store.BareEngine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/** One measurement, in a process of its own; prints its figures, separated by blanks. */
final class OneRun {
  /** What a counter of a node takes in the store, without its key. */
  private static final int RECORD_BYTES = 80;

  private OneRun() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "increment", "add" -> subject(arguments, folder);
      case "bare" -> bare(Integer.parseInt(arguments[2]), folder);
      case "fill" -> Starts.fill(folder, Integer.parseInt(arguments[2]));
      case "start" -> Starts.start(folder, Integer.parseInt(arguments[2]));
      case "return" -> Returns.measure(folder, Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  private static void subject(String[] arguments, Path folder) throws Exception {
    int callers = Integer.parseInt(arguments[3]);
    try (Subject subject = Subject.Kind.valueOf(arguments[2]).open(folder)) {
      Callers.Result result = arguments[0].equals("add")
          ? Callers.adds(subject, callers)
          : Callers.increments(subject, callers);
      System.out.println(result.line());
    }
  }

  /** Puts into the engine, in batches without sync, or one by one with it: per put. */
  private static void bare(int batch, Path folder) throws Exception {
    try (BareEngine engine = BareEngine.Kind.ROCKSDB.open(folder, batch == 1)) {
      byte[][] keys = new byte[batch][];
      byte[][] values = new byte[batch][];
      Callers.Result result = Callers.measure(1, random -> {
        fill(keys, values, random);
        try {
          engine.write(keys, values);
          if (batch == 1) {
            engine.sync();
          }
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      System.out.println(
          new Callers.Result(result.rate() * batch, result.median(), result.slow()).line());
    }
  }

  private static void fill(byte[][] keys, byte[][] values, Random random) {
    for (int i = 0; i < keys.length; i++) {
      int counter = random.nextInt(Subject.COUNTERS);
      keys[i] = ("counter-" + counter).getBytes(StandardCharsets.UTF_8);
      byte[] half = new byte[RECORD_BYTES / 2];
      random.nextBytes(half);
      values[i] = ByteBuffer.allocate(RECORD_BYTES).put(half).array();
    }
  }
}
