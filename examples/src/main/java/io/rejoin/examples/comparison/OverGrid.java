package io.rejoin.examples.comparison;

import io.rejoin.examples.comparison.field.Field;
import io.rejoin.examples.comparison.history.Act;
import io.rejoin.examples.comparison.history.History;
import io.rejoin.examples.comparison.history.Judge;
import io.rejoin.examples.comparison.history.Ledger;
import io.rejoin.examples.comparison.history.Schedule;
import io.rejoin.examples.comparison.history.Schedule.Phase;
import io.rejoin.examples.comparison.history.Score;
import io.rejoin.examples.comparison.history.Shown;
import io.rejoin.simulator.check.Finding;
import io.rejoin.simulator.client.SimulatedClient;
import io.rejoin.simulator.client.SimulatedGrid;
import io.rejoin.simulator.report.RunSummary;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.ScenarioBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Applications over the grid itself: its nodes, its protocol and links with latencies, in simulated
 * time. Each site has one node.
 */
final class OverGrid implements Contender {
  private static final Duration WARMUP = Duration.ofSeconds(3);
  private static final Duration SETTLE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "Rejoin";
  }

  @Override
  public <A> Score play(Field<A> field, History<A> history, long seed) {
    Schedule schedule = history.schedule();
    Ledger ledger = new Ledger();
    try (SimulatedGrid grid = SimulatedGrid.of(scenario(field.name(), schedule), seed)) {
      List<SimulatedClient> people = new ArrayList<>();
      for (int site = 0; site < schedule.sites(); site++) {
        people.add(grid.client(node(site)));
      }
      Map<Integer, A> applications = new TreeMap<>();
      IntFunction<A> application = site -> applications.computeIfAbsent(
          site, any -> field.over(grid.node(node(site)), site, schedule.sites()));
      for (Act<A> act : history.acts()) {
        people
            .get(act.site())
            .after(act.at(), any -> ledger.perform(act, () -> application.apply(act.site())));
      }
      check(grid.run());
      if (ledger.performed() != history.acts().size()) {
        throw new IllegalStateException("%d of %d acts were performed"
            .formatted(ledger.performed(), history.acts().size()));
      }
      List<Shown> sites = IntStream.range(0, schedule.sites())
          .mapToObj(site -> field.shown(application.apply(site)))
          .toList();
      return new Judge(ledger, schedule, field::isSingle, sites).score();
    }
  }

  private static void check(RunSummary run) {
    Optional<Finding> wrong = run.violated();
    if (wrong.isPresent()) {
      throw new IllegalStateException("the run of seed " + run.seed() + " failed: " + wrong.get());
    }
  }

  private static Scenario scenario(String field, Schedule schedule) {
    ScenarioBuilder builder =
        Scenario.named("comparison-" + field).time(WARMUP, schedule.length(), SETTLE);
    for (int site = 0; site < schedule.sites(); site++) {
      builder.site(site(site), 1);
    }
    for (Phase phase : schedule.phases()) {
      if (!phase.isWhole()) {
        List<List<String>> groups = phase.groups().stream()
            .map(group -> group.stream().map(OverGrid::site).toList())
            .toList();
        builder
            .at(phase.from())
            .lasting(schedule.end(phase).minus(phase.from()))
            .happens(new Cut(groups, List.of(), Direction.BOTH));
      }
    }
    return builder.build();
  }

  private static String site(int number) {
    return "site-" + (number + 1);
  }

  private static String node(int site) {
    return site(site) + "/1";
  }
}
