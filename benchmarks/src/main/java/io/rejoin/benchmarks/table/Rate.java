package io.rejoin.benchmarks.table;

import java.util.concurrent.TimeUnit;

/** How often one thread does something in a second: for two seconds, after two to warm up. */
public final class Rate {
  private static final long WARM = TimeUnit.MILLISECONDS.toNanos(2_000);
  private static final long COUNTED = TimeUnit.MILLISECONDS.toNanos(2_000);

  /** What is done, again and again. */
  public interface Deed {
    void run(int number) throws Exception;
  }

  /** Waits until everything is done that was begun. */
  public interface End {
    void await() throws Exception;
  }

  private Rate() {}

  public static Figure of(String what, Deed deed, End end) throws Exception {
    run(deed, end, WARM);
    long begin = System.nanoTime();
    int count = run(deed, end, COUNTED);
    return Figure.of(what, Figure.Unit.PER_SECOND, count / Watch.secondsSince(begin));
  }

  private static int run(Deed deed, End end, long nanos) throws Exception {
    long until = System.nanoTime() + nanos;
    int count = 0;
    while (System.nanoTime() < until) {
      deed.run(count++);
    }
    end.await();
    return count;
  }
}
