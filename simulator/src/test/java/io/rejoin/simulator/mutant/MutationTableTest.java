package io.rejoin.simulator.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.mutant.MutationTable.Fate;
import io.rejoin.simulator.mutant.MutationTable.Result;
import io.rejoin.simulator.mutant.MutationTable.Row;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.run.Simulation;
import io.rejoin.simulator.scenario.CheckName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A check that cannot fail says nothing: each broken variant must be caught, within few seeds. */
class MutationTableTest {
  private static final long SEEDS = 10;

  private final MutationTable table = new MutationTable((scenario, seed, variation) -> {
    RunSummary run = new Simulation(scenario, seed, variation).run();
    return new Result(run.checks(), run.traceHash());
  });

  @Test
  void everyMutantIsCaught() {
    List<Row> rows = table.run(SEEDS, row -> {});
    assertEquals(
        List.of(), rows.stream().filter(row -> row.fate() == Fate.SURVIVED).toList());
    assertTrue(rows.stream().filter(row -> row.fate() == Fate.CAUGHT).count() >= 42);
  }

  @Test
  void soundNodesPassOnTheSameGrounds() {
    assertEquals(List.of(), table.soundNodes(2));
  }

  @Test
  void everyCheckHasItsMutant() {
    Set<String> without = new TreeSet<>(CheckName.all());
    Mutants.all().forEach(mutant -> without.removeAll(mutant.caughtBy()));
    assertEquals(Set.of(), without);
  }
}
