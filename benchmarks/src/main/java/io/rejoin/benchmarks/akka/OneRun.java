package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One measurement of one engine, in a process of its own; prints its figures. */
final class OneRun {
  private static final Logger LOG = LoggerFactory.getLogger(OneRun.class);

  private OneRun() {}

  /** Ends the process, as actors of a measurement that failed would keep it going. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      measure(Row.valueOf(arguments[0]), Engine.valueOf(arguments[1]), arguments[2]);
      status = 0;
    } catch (Exception failure) {
      LOG.error("{} failed", String.join(" ", arguments), failure);
    } finally {
      System.exit(status);
    }
  }

  private static void measure(Row row, Engine engine, String entries) throws Exception {
    for (Figure figure : row.measurement().with(engine, Integer.parseInt(entries))) {
      System.out.println(figure.line());
    }
  }
}
