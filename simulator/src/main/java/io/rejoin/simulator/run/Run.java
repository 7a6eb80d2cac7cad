package io.rejoin.simulator.run;

import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.TimelineItem;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A run that is over.
 *
 * @param scenario as it was drawn
 * @param befell kinds of happening that its timeline had
 */
public record Run(RunSummary summary, Scenario scenario, SortedSet<String> befell) {

  /**
   * Runs a seed.
   *
   * @param twin whether it is run twice, to see whether the same happens; it is, too, if the
   *     scenario asks for the check {@code deterministic}
   */
  static Run of(ScenarioSource source, long seed, boolean twin) {
    Scenario scenario = source.scenario().apply(seed);
    Simulation simulation = new Simulation(scenario, seed);
    RunSummary summary = simulation.run();
    boolean asked =
        scenario.checks().stream().anyMatch(check -> check.name().equals("deterministic"));
    if (twin || asked) {
      String other = Simulation.run(scenario, seed).traceHash();
      summary = summary.with(Finding.ofTwins(summary.traceHash(), other));
    }
    SortedSet<String> befell = new TreeSet<>();
    for (TimelineItem item : simulation.scenario().timeline()) {
      befell.add(item.happening().kind());
    }
    return new Run(summary.replayedBy(source.replay(seed)), simulation.scenario(), befell);
  }
}
