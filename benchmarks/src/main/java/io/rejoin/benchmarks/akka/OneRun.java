package io.rejoin.benchmarks.akka;

import io.rejoin.benchmarks.akka.cluster.Engine;

/** One measurement of one engine, in a process of its own; prints its figures. */
final class OneRun {
  private OneRun() {}

  public static void main(String[] arguments) throws Exception {
    Row row = Row.valueOf(arguments[0]);
    Engine engine = Engine.valueOf(arguments[1]);
    for (Figure figure : row.measurement().with(engine, Integer.parseInt(arguments[2]))) {
      System.out.println(figure.line());
    }
    System.exit(0);
  }
}
