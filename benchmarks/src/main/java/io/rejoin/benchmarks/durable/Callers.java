package io.rejoin.benchmarks.durable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that write, each waiting for one answer before it asks for the next. */
final class Callers {
  private static final int MANY = 32;
  private static final int WARM_MILLIS = 2_000;
  private static final int MILLIS = 3_000;

  /** Writes at random and waits. */
  interface Deed {
    void write(Random random);
  }

  /** Writes per second; how long they took, in microseconds. */
  record Result(double rate, double median, double slow) {
    static Result parse(String line) {
      String[] parts = line.split(" ", -1);
      return new Result(
          Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    String line() {
      return String.format(Locale.ROOT, "%.1f %.2f %.2f", rate, median, slow);
    }
  }

  private Callers() {}

  /** Increments of counters, after each was incremented once. */
  static Result increments(Subject subject, int callers) throws Exception {
    together(MANY, caller -> {
      for (int i = caller; i < Subject.COUNTERS; i += MANY) {
        subject.increment(i).toCompletableFuture().join();
      }
      return new long[0];
    });
    return measure(
        callers,
        random -> subject
            .increment(random.nextInt(Subject.COUNTERS))
            .toCompletableFuture()
            .join());
  }

  /** Adds of elements that the sets have, so that these stay as large as they are. */
  static Result adds(Subject subject, int callers) throws Exception {
    together(MANY, caller -> {
      for (int i = caller; i < Subject.SETS * Subject.ELEMENTS; i += MANY) {
        add(subject, i);
      }
      return new long[0];
    });
    return measure(
        callers, random -> add(subject, random.nextInt(Subject.SETS * Subject.ELEMENTS)));
  }

  private static void add(Subject subject, int which) {
    subject
        .add(which / Subject.ELEMENTS, which % Subject.ELEMENTS)
        .toCompletableFuture()
        .join();
  }

  /** After a while of warming up. */
  static Result measure(int callers, Deed deed) throws Exception {
    together(callers, caller -> write(deed, caller, WARM_MILLIS));
    long begin = System.nanoTime();
    long[] nanos = together(callers, caller -> write(deed, MANY + caller, MILLIS));
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(nanos);
    return new Result(
        nanos.length / seconds,
        nanos[nanos.length / 2] / 1e3,
        nanos[(int) (nanos.length * 0.99)] / 1e3);
  }

  private static long[] write(Deed deed, int seed, int millis) {
    Random random = new Random(seed);
    long[] nanos = new long[1 << 12];
    int count = 0;
    long now = System.nanoTime();
    long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
    while (now < end) {
      deed.write(random);
      long done = System.nanoTime();
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = done - now;
      now = done;
    }
    return Arrays.copyOf(nanos, count);
  }

  /** What a caller measures. */
  private interface Part {
    long[] run(int caller) throws Exception;
  }

  private static long[] together(int callers, Part part) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<long[]>> parts = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int which = caller;
        parts.add(() -> part.run(which));
      }
      List<long[]> results = new ArrayList<>();
      for (Future<long[]> result : threads.invokeAll(parts)) {
        results.add(result.get());
      }
      return results.stream().flatMapToLong(Arrays::stream).toArray();
    } finally {
      threads.shutdown();
    }
  }
}
