package io.rejoin.examples.logistics.voyage;

import io.rejoin.examples.data.Port;
import io.rejoin.examples.data.Ports;
import io.rejoin.examples.logistics.voyage.Earth.Point;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.ScenarioBuilder;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is where and when: four depots, two ships, a cable that breaks, three days. The scenario of
 * the simulator follows from it, with latencies from the ports' coordinates.
 *
 * @param hour how long an hour of the story lasts in simulated time; a real one, but in tests
 */
public record Plan(List<Port> depots, List<Ship> ships, Duration hour) {
  /** All of it, in hours. */
  public static final double END = 72;

  /** The cable between Europe and Asia is cut. */
  public static final double CUT = 20;

  public static final double MENDED = 34;

  /** A boat brings the albatross a bundle. */
  public static final double BUNDLE = 36;

  private static final Duration REAL = Duration.ofHours(1);
  private static final Duration QUICK = Duration.ofMillis(2_500);
  private static final Duration SETTLE = Duration.ofMinutes(30);
  private static final long BYTES_PER_SECOND = 2_500_000;

  public Plan {
    depots = List.copyOf(depots);
    ships = List.copyOf(ships);
  }

  /** The story, its hours being that long. */
  public static Plan of(Duration hour) {
    Ports ports = Ports.load();
    Port rotterdam = ports.find("NLRTM").orElseThrow();
    Port reykjavik = ports.find("ISREY").orElseThrow();
    Port colombo = ports.find("LKCMB").orElseThrow();
    Port singapore = ports.find("SGSIN").orElseThrow();
    Ship albatross = new Ship(
        "albatross",
        rotterdam,
        reykjavik,
        6,
        62,
        List.of(
            new Point(54, 2.5),
            new Point(59.6, -1.2),
            new Point(60.6, -5),
            new Point(63, -19),
            new Point(63.4, -22.9),
            new Point(64.1, -22.9)));
    Ship petrel = new Ship(
        "petrel",
        colombo,
        singapore,
        4,
        67,
        List.of(
            new Point(5.6, 80.2),
            new Point(5.7, 81.5),
            new Point(6.2, 94.5),
            new Point(5.6, 98),
            new Point(3.1, 100.7),
            new Point(1.2, 103.4)));
    return new Plan(
        List.of(rotterdam, reykjavik, colombo, singapore), List.of(albatross, petrel), hour);
  }

  public static Plan real() {
    return of(REAL);
  }

  /** The same in a few simulated minutes; latencies are what they are. */
  public static Plan quick() {
    return of(QUICK);
  }

  /** The names of the sites, depots first. */
  public List<String> sites() {
    List<String> sites = new ArrayList<>(depots.stream().map(Port::siteName).toList());
    ships.forEach(ship -> sites.add(ship.name()));
    return List.copyOf(sites);
  }

  /** Of depots on this side of the cable. */
  public List<String> europe() {
    return List.of("rotterdam", "reykjavik");
  }

  public List<String> asia() {
    return List.of("colombo", "singapore");
  }

  public Ship ship(String name) {
    return ships.stream().filter(ship -> ship.name().equals(name)).findFirst().orElseThrow();
  }

  /** So many hours of the story, in simulated time. */
  public Duration time(double hours) {
    return Duration.ofNanos(Math.round(hours * hour.toNanos()));
  }

  /** An hour of the story. */
  public double hours(Duration time) {
    return (double) time.toNanos() / hour.toNanos();
  }

  public Scenario scenario() {
    boolean real = hour.compareTo(Duration.ofMinutes(10)) > 0;
    ScenarioBuilder scenario = Scenario.named("voyage")
        .about("Two ships are at sea for days without a link, and a cable breaks meanwhile.")
        .time(time(real ? 0.05 : 5), time(END), SETTLE)
        .check(CheckName.ROOTS_EQUAL, CheckName.MEMBERSHIP_CONVERGES, CheckName.NO_LOST_ADDS);
    if (real) {
      scenario.grid(new GridSetting(16, "wan", Duration.ofMinutes(5), Duration.ofSeconds(10)));
    }
    sites().forEach(site -> scenario.site(site, 1));
    links(scenario);
    scenario.at(time(CUT)).lasting(time(MENDED - CUT)).cut(europe(), asia());
    ships.forEach(ship -> voyage(scenario, ship));
    return scenario.build();
  }

  private void links(ScenarioBuilder scenario) {
    List<String> sites = sites();
    for (int one = 0; one < sites.size(); one++) {
      for (int other = one + 1; other < sites.size(); other++) {
        Duration latency = Earth.latency(berth(sites.get(one)), berth(sites.get(other)));
        LinkProfile profile = LinkProfile.of(Distribution.constant(latency), BYTES_PER_SECOND);
        scenario.link(sites.get(one), sites.get(other), profile);
      }
    }
  }

  /** A ship at the end of its voyage. */
  private Point berth(String site) {
    return depots.stream()
        .filter(port -> port.siteName().equals(site))
        .findFirst()
        .map(Point::of)
        .orElseGet(() -> Point.of(ship(site).to()));
  }

  /** Until it departs, a ship's links are those of its first port; then it has none. */
  private void voyage(ScenarioBuilder scenario, Ship ship) {
    Duration departs = time(ship.departs());
    for (String site : sites()) {
      if (!site.equals(ship.name())) {
        Duration latency = Earth.latency(Point.of(ship.from()), berth(site));
        scenario
            .at(Duration.ZERO)
            .lasting(departs)
            .weather(
                ship.name(), site, LinkChange.none().withLatency(Distribution.constant(latency)));
      }
    }
    scenario.at(departs).lasting(time(ship.arrives()).minus(departs)).cut(ship.name());
  }
}
