package io.rejoin.benchmarks.table;

import java.util.concurrent.TimeUnit;

/** How often one thread does something in a second: for two seconds, after some to warm up. */
public final class Rate {
  private static final double WARM = 2;
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

  /** After two seconds to warm up. */
  public static Figure of(String what, Deed deed, End end) throws Exception {
    return of(what, WARM, deed, end);
  }

  /** After so many seconds to warm up. */
  public static Figure of(String what, double warm, Deed deed, End end) throws Exception {
    run(deed, end, (long) (warm * 1e9));
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
