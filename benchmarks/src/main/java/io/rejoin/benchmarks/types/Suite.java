package io.rejoin.benchmarks.types;

import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs all comparisons and prints one table: times first, then what states take. Arguments go to
 * JMH: a pattern chooses benchmarks, {@code -f 3 -i 10} measures longer.
 */
public final class Suite {
  private static final String ALL = "io.rejoin.benchmarks.types";

  private Suite() {}

  /** The first argument is the file for JMH's own result. */
  public static void main(String[] args) throws Exception {
    CommandLineOptions given = new CommandLineOptions(Arrays.copyOfRange(args, 1, args.length));
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given).resultFormat(ResultFormatType.JSON).result(args[0]);
    if (given.getIncludes().isEmpty()) {
      options.include(ALL);
    }
    Table table = new Table();
    measure(options.build()).forEach(table::add);
    table.print(System.out);
    Footprint.print(System.out);
  }

  private static Collection<RunResult> measure(Options options) throws Exception {
    return new Runner(options).run();
  }
}
