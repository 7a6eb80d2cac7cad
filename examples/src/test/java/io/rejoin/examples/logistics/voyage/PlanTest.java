package io.rejoin.examples.logistics.voyage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.logistics.voyage.Earth.Point;
import io.rejoin.simulator.conf.InvalidScenario;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.world.Distribution;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanTest {
  private final Plan plan = Plan.real();

  @Test
  void distancesAreThoseOfTheEarth() {
    assertEquals(111.2, Earth.km(new Point(0, 0), new Point(0, 1)), 0.05);
    assertEquals(10_007.5, Earth.km(new Point(0, 30), new Point(90, 0)), 0.1);
    assertEquals(0, Earth.km(new Point(1.28, 103.85), new Point(1.28, 103.85)));
    assertEquals(Duration.ofMillis(1), Earth.latency(new Point(5, 5), new Point(5, 5)));
  }

  @Test
  void linksHaveTheLatenciesOfTheCoordinates() {
    Scenario scenario = plan.scenario();
    assertEquals(30, scenario.links().size());
    assertEquals(latency("rotterdam", "singapore"), link(scenario, "rotterdam", "singapore"));
    assertEquals(
        Earth.latency(point("reykjavik"), point("colombo")),
        link(scenario, "albatross", "colombo"));
    assertEquals(80, latency("rotterdam", "singapore").toMillis());
  }

  @Test
  void theTestsScenarioHasThemToo() throws InvalidScenario, IOException {
    Scenario scenario = LogisticsTest.scenario();
    for (LinkRule rule : plan.scenario().links()) {
      double expected = nanos(rule);
      assertEquals(expected, (double) link(scenario, rule.from(), rule.to()).toNanos(), 5_000);
    }
  }

  private Point point(String site) {
    return plan.depots().stream()
        .filter(port -> port.siteName().equals(site))
        .findFirst()
        .map(Point::of)
        .orElseThrow();
  }

  private Duration latency(String one, String other) {
    return Earth.latency(point(one), point(other));
  }

  private static Duration link(Scenario scenario, String from, String to) {
    return scenario.links().stream()
        .filter(rule -> rule.from().equals(from) && rule.to().equals(to))
        .findFirst()
        .map(rule -> Duration.ofNanos((long) nanos(rule)))
        .orElseThrow(() -> new AssertionError("no link from " + from + " to " + to));
  }

  private static double nanos(LinkRule rule) {
    Distribution latency = rule.profile().orElseThrow().latency();
    assertEquals(latency.value(0.1, 0.2), latency.value(0.9, 0.8), "it is constant");
    return latency.value(0.5, 0.5);
  }

  @Test
  void aShipGoesFromPortToPortAtTheSpeedOfAShip() {
    for (Ship ship : plan.ships()) {
      assertEquals(Point.of(ship.from()), ship.at(0));
      assertEquals(Point.of(ship.to()), ship.at(Plan.END));
      double knots = ship.length() / 1.852 / (ship.arrives() - ship.departs());
      assertTrue(knots > 18 && knots < 28, ship.name() + " makes " + knots + " knots");
      double half = Earth.km(Point.of(ship.from()), ship.at(ship.departs() + 1));
      assertEquals(knots * 1.852, half, 2, "after an hour");
    }
  }

  @Test
  void aShipIsAwayForMoreThanTwoDays() {
    assertTrue(plan.ships().stream().allMatch(ship -> ship.arrives() - ship.departs() > 48));
    assertEquals(
        plan.depots().stream().map(Port::siteName).toList(), plan.sites().subList(0, 4));
  }
}
