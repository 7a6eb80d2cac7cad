package io.rejoin.simulator.scenario;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rejoin.simulator.conf.ScenarioFile;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.LinkProfile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file can say, Java can say. */
class ScenarioBuilderTest {
  private static final Path FILE =
      Path.of("src/test/resources/io/rejoin/simulator/conf/example.conf");
  private static final LinkProfile WAN =
      LinkProfile.of(Distribution.lognormal(35e6, 120e6), 2_500_000).with(0.001, 0, 0);
  private static final ClockSetting CLOCK = new ClockSetting(Distribution.uniform(-2e9, 2e9), 50);

  @Test
  void theExampleInJavaIsTheOneInTheFile() throws Exception {
    assertEquals(ScenarioFile.read(FILE).full(), wanOutage());
  }

  private static Scenario wanOutage() {
    return Scenario.named("wan-outage")
        .seeds(1, 200)
        .time(ofMinutes(2), ofMinutes(90), ofSeconds(60))
        .site("hub", 3)
        .sites(new SiteBlock("depot", 8, 2, Disk.EMMC, CLOCK, true, List.of()))
        .linkWithin("*", LinkProfile.lan())
        .link("depot", "hub", WAN)
        .noLink("depot", "depot")
        .clients("parcels", ScenarioBuilderTest::parcels)
        .at(ofMinutes(10))
        .cut("depot-3", "depot-5")
        .at(ofMinutes(14))
        .deafen(List.of("depot-1"), List.of("hub"))
        .at(ofMinutes(20))
        .lasting(ofMinutes(10))
        .weather("depot-2", "hub", badWeather())
        .at(ofMinutes(30))
        .lasting(ofSeconds(25))
        .pause("depot-3/1")
        .at(ofMinutes(50))
        .heal()
        .check(CheckName.LOCAL_AVAILABILITY, CheckName.NO_LOST_ADDS)
        .check(CheckName.NO_RESURRECTED_REMOVES, CheckName.COUNTERS_EXACT, CheckName.DOTS_UNIQUE)
        .check(CheckName.READ_YOUR_WRITES, CheckName.MONOTONIC_READS)
        .check(CheckName.ROOTS_EQUAL, CheckName.MEMBERSHIP_CONVERGES)
        .checkConvergesWithin(ofSeconds(60))
        .check(CheckSpec.of("bytes-bound")
            .with(CheckName.Setting.BYTES_PER_NODE_PER_MINUTE_BELOW, "" + (3 << 20)))
        .build();
  }

  private static ScenarioBuilder.Clients parcels(ScenarioBuilder.Clients clients) {
    OperationSpec remove = OperationSpec.of(10, "set.remove", "manifest/{site}").ofOwn();
    return clients
        .perNode(2)
        .rate(5)
        .mix(70, OperationName.SET_ADD, "manifest/{site}")
        .mix(remove)
        .mix(15, OperationName.COUNTER_ADD, "scans/{site}")
        .mix(5, OperationName.SET_READ, "manifest/{any-site}");
  }

  private static LinkChange badWeather() {
    return LinkChange.none().withLoss(0.08).withDuplicate(0.02).withReorder(0.05);
  }

  @Test
  void theExampleOfThePageIsAScenario() {
    // SCENARIOS example
    Scenario scenario = Scenario.named("two-racks")
        .site("left", 2)
        .site("right", 2)
        .clients("work", clients -> clients.rate(5).mix(1, OperationName.SET_ADD, "set"))
        .at(ofSeconds(10))
        .lasting(ofSeconds(20))
        .cut("left")
        .check(CheckName.NO_LOST_ADDS, CheckName.ROOTS_EQUAL)
        .build();
    // SCENARIOS end
    assertEquals(4, Topology.of(scenario).nodes().size());
  }

  @Test
  void namesOfNobodyAreRefused() {
    ScenarioBuilder builder =
        Scenario.named("x").site("hub", 2).at(ofSeconds(1)).cut("hup");
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
    assertEquals("no nodes are called 'hup'", refused.getMessage());
  }

  @Test
  void whatDoesNotLastHasNoEnd() {
    ScenarioBuilder.When when =
        Scenario.named("x").site("hub", 2).at(ofSeconds(1)).lasting(ofSeconds(1));
    assertThrows(IllegalArgumentException.class, when::heal);
  }
}
