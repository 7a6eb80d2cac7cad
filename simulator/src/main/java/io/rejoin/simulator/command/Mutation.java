package io.rejoin.simulator.command;

import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.mutant.MutationTable;
import io.rejoin.simulator.mutant.MutationTable.Fate;
import io.rejoin.simulator.mutant.MutationTable.Result;
import io.rejoin.simulator.mutant.MutationTable.Row;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.run.Simulation;
import java.io.PrintWriter;
import java.util.List;

/** The mutation table on a terminal. */
final class Mutation {
  private Mutation() {}

  /** Tries every mutant; the exit code is that of a violation if one survives. */
  static int run(long maxSeeds, PrintWriter console) {
    MutationTable table = new MutationTable((scenario, seed, variation) -> {
      RunSummary run = new Simulation(scenario, seed, variation).run();
      return new Result(run.checks(), run.traceHash());
    });
    List<Row> rows = table.run(maxSeeds, row -> {
      console.println(row);
      console.flush();
    });
    long survivors = count(rows, Fate.SURVIVED);
    console.println(rows.size() + " mutants: " + count(rows, Fate.CAUGHT) + " caught, "
        + survivors + " survived, " + count(rows, Fate.NOT_BUILT) + " not built; "
        + (survivors == 0 ? Verdict.PASS : Verdict.VIOLATION));
    return survivors == 0 ? 0 : SimulateCommand.VIOLATION;
  }

  private static long count(List<Row> rows, Fate fate) {
    return rows.stream().filter(row -> row.fate() == fate).count();
  }
}
