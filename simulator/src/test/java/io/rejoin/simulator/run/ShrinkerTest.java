package io.rejoin.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.builtin.BuiltIn;
import io.rejoin.simulator.run.Shrinker.Failed;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Pause;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.scenario.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final Scenario SCENARIO =
      Drawn.of(BuiltIn.find("wan-outage").orElseThrow().quick(1), 5);
  private static final int MANY = 2_000;

  /** What the clients of a run would carry out: a hundred operations, or those that are allowed. */
  private static SortedMap<String, List<String>> operations(Scenario scenario) {
    SortedMap<String, List<String>> operations = new TreeMap<>();
    for (Workload workload : scenario.workloads()) {
      List<String> all = IntStream.range(0, 100).mapToObj(n -> "hub/1#1:" + n).toList();
      operations.put(
          workload.name(),
          all.stream()
              .filter(each -> workload.only().isEmpty() || workload.only().contains(each))
              .toList());
    }
    return operations;
  }

  private static boolean has(Scenario scenario, Class<?> happening) {
    return scenario.timeline().stream()
        .map(TimelineItem::happening)
        .anyMatch(happening::isInstance);
  }

  @Test
  void whatDoesNotMatterIsLeftOut() {
    Scenario least = Shrinker.shrink(
        SCENARIO,
        5,
        scenario -> {
          boolean fails = has(scenario, Cut.class)
              && has(scenario, Pause.class)
              && Topology.of(scenario).find("depot-3/1").isPresent()
              && operations(scenario).values().stream()
                  .anyMatch(all -> all.containsAll(List.of("hub/1#1:7", "hub/1#1:70")));
          return fails
              ? Optional.of(new Failed("roots-equal", "k", operations(scenario)))
              : Optional.empty();
        },
        MANY);
    assertEquals(2, least.timeline().size(), least.timeline().toString());
    assertEquals(List.of("depot-3/1"), names(least));
    assertEquals(
        List.of("hub/1#1:7", "hub/1#1:70"), List.copyOf(least.workloads().get(0).only()));
    assertTrue(least.time().run().compareTo(Duration.ofSeconds(1)) < 0);
  }

  @Test
  void anotherFailureIsNoReasonToGoOn() {
    Scenario least = Shrinker.shrink(
        SCENARIO,
        5,
        scenario -> Optional.of(new Failed(
            scenario.timeline().size() < 3 ? "another-check" : "roots-equal",
            "k",
            operations(scenario))),
        MANY);
    assertEquals(3, least.timeline().size());
  }

  @Test
  void aRunThatDoesNotFailAgainStaysAsItIs() {
    Scenario least = Shrinker.shrink(SCENARIO, 5, scenario -> Optional.empty(), MANY);
    assertEquals(SCENARIO.timeline(), least.timeline());
    assertEquals(names(SCENARIO), names(least));
  }

  private static List<String> names(Scenario scenario) {
    return Topology.of(scenario).nodes().stream().map(Topology.Node::name).toList();
  }
}
