package io.rejoin.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.simulator.scenario.Expectation;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.Pause;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.Swarm;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Times;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DrawnTest {
  private static final TimelineItem FLAPPING = new TimelineItem(
      Duration.ZERO,
      Optional.of(Distribution.exponential(10e9)),
      Optional.of(Distribution.uniform(1e9, 3e9)),
      cut("random truck"));
  private static final TimelineItem PAUSE =
      TimelineItem.at(Duration.ofSeconds(20), new Pause(List.of("random truck")));

  private static Happening cut(String... some) {
    return new Cut(List.of(List.of(some), List.of("rest")), List.of(), Direction.BOTH);
  }

  private static Scenario scenario(TimelineItem... timeline) {
    return new Scenario(
        "drawn",
        "",
        new Seeds(1, 1),
        Times.STANDARD,
        GridSetting.STANDARD,
        new TreeMap<>(),
        List.of(SiteBlock.of("hub", 0, 2), SiteBlock.of("truck", 4, 1)),
        List.of(),
        List.of(),
        List.of(timeline),
        Swarm.NONE,
        List.of(),
        new TreeSet<>(),
        Expectation.PASS,
        new TreeSet<>());
  }

  @Test
  void aSeedAlwaysDrawsTheSame() {
    Scenario scenario = scenario(FLAPPING, PAUSE);
    assertEquals(Drawn.of(scenario, 7), Drawn.of(scenario, 7));
    assertNotEquals(Drawn.of(scenario, 7), Drawn.of(scenario, 8));
  }

  @Test
  void whatIsDrawnHasNoChanceLeft() {
    Scenario drawn = Drawn.of(scenario(FLAPPING, PAUSE), 7);
    assertEquals(drawn, Drawn.of(drawn, 99));
    assertTrue(drawn.timeline().stream().allMatch(item -> item.every().isEmpty()));
  }

  @Test
  void anItemThatRecursIsDrawnAgainEachTime() {
    List<TimelineItem> items = Drawn.of(scenario(FLAPPING), 7).timeline();
    assertTrue(items.size() >= 3, items.toString());
    assertTrue(items.stream().map(TimelineItem::happening).distinct().count() > 1);
  }

  @Test
  void leavingOutAnItemShiftsNoOther() {
    List<TimelineItem> both =
        new ArrayList<>(Drawn.of(scenario(PAUSE, FLAPPING), 7).timeline());
    List<TimelineItem> one = Drawn.of(scenario(FLAPPING), 7).timeline();
    both.removeIf(item -> item.happening() instanceof Pause);
    assertEquals(both, one);
  }

  @Test
  void aHealEndsWhatRunsAndWhatRecurs() {
    TimelineItem heal = TimelineItem.at(Duration.ofSeconds(30), new Heal());
    for (TimelineItem item : Drawn.of(scenario(FLAPPING, PAUSE, heal), 7).timeline()) {
      double end = item.at().toNanos() + item.lasts().map(t -> t.value(0, 0)).orElse(0.0);
      assertTrue(end <= 30e9, item.toString());
    }
  }

  @Test
  void theRestIsWhoIsInNoOtherGroup() {
    Scenario drawn = Drawn.of(scenario(TimelineItem.at(Duration.ZERO, cut("hub/1", "truck"))), 1);
    Cut cut = (Cut) drawn.timeline().get(0).happening();
    assertEquals(
        List.of(List.of("hub/1", "truck-1", "truck-2", "truck-3", "truck-4"), List.of("hub/2")),
        cut.groups());
  }

  @Test
  void aSwarmLeavesOutKindsOfFaultInSomeRuns() {
    Scenario swarm = scenario(FLAPPING, PAUSE).withSwarm(new Swarm(0.5));
    int without = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Scenario drawn = Drawn.of(swarm, seed);
      without +=
          drawn.timeline().stream().noneMatch(item -> item.happening() instanceof Pause) ? 1 : 0;
    }
    assertTrue(without > 5 && without < 35, without + " of 40");
    assertFalse(Drawn.of(scenario(PAUSE), 1).timeline().isEmpty());
  }
}
