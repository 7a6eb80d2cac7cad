package io.rejoin.simulator.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.EntryKey;
import io.rejoin.membership.placement.Copies;
import io.rejoin.simulator.check.Verdict;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.run.Simulation;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Workload;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HoldersTest {
  private static Scenario scenario() {
    List<OperationSpec> mix =
        List.of(OperationSpec.of(3, "set.add", "p/{1..20}"), OperationSpec.of(1, "set.add", "all"));
    return Scenario.named("placed")
        .time(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30))
        .sites("shop", 4, 1)
        .bucket("p", BucketSetting.of(Copies.of(2)))
        .clients(new Workload(
            "work",
            List.of("all"),
            1,
            0,
            Distribution.exponential(300e6),
            mix,
            List.of(),
            new TreeSet<>()))
        .build();
  }

  @Test
  void inTheEndAnEntryIsAtSoManyNodesAndNowhereElse() {
    Simulation simulation = new Simulation(scenario(), 1);
    assertEquals(Verdict.PASS, simulation.run().verdict());
    SimGrid grid = simulation.grid();
    assertEquals(Optional.empty(), Holders.astray(grid));
    assertTrue(grid.journal().byKey().size() > 10);
    for (EntryKey key : grid.journal().byKey().keySet()) {
      List<SimNode> holders = Holders.of(grid, key);
      assertEquals(Holders.isPlaced(grid, key) ? 2 : 4, holders.size());
      for (SimNode node : grid.nodes()) {
        assertEquals(holders.contains(node), node.state(key).size() > 0);
      }
    }
  }
}
