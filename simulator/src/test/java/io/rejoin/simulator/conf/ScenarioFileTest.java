package io.rejoin.simulator.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.membership.placement.Copies;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.Disk;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Workload;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation means what it says, and so does every other word. */
class ScenarioFileTest {
  private static final String SMALL = """
      name = small
      sites { hub { nodes = 2 }, truck { count = 4 } }
      """;

  @TempDir
  Path folder;

  static Scenario read(String text) throws InvalidScenario {
    return ScenarioFile.parse("small.conf", text).full();
  }

  private static Scenario example() throws Exception {
    return ScenarioFile.read(
            Path.of(ScenarioFileTest.class.getResource("example.conf").toURI()))
        .full();
  }

  private static TimelineItem item(String text) throws InvalidScenario {
    return read(SMALL + "timeline = [ " + text + " ]").timeline().get(0);
  }

  @Test
  void theExampleHasItsSitesAndTimes() throws Exception {
    Scenario scenario = example();
    assertEquals(new Seeds(1, 200), scenario.seeds());
    assertEquals(Duration.ofMinutes(90), scenario.time().run());
    assertEquals(
        List.of("hub", "depot"), scenario.blocks().stream().map(b -> b.name()).toList());
    assertEquals(Disk.EMMC, scenario.blocks().get(1).disk());
    assertEquals(
        Distribution.uniform(-2e9, 2e9), scenario.blocks().get(1).clock().offset());
    assertTrue(scenario.expect().isPass());
  }

  @Test
  void theExampleHasItsLinksBothWays() throws Exception {
    List<LinkRule> links = example().links();
    LinkProfile wan =
        LinkProfile.of(Distribution.lognormal(35e6, 120e6), 2_500_000).with(0.001, 0, 0);
    assertEquals(
        List.of(
            new LinkRule("*", "*", true, Optional.of(LinkProfile.lan())),
            new LinkRule("depot", "hub", false, Optional.of(wan)),
            new LinkRule("hub", "depot", false, Optional.of(wan)),
            new LinkRule("depot", "depot", false, Optional.empty())),
        links);
  }

  @Test
  void theExampleHasItsWorkload() throws Exception {
    Workload parcels = example().workloads().get(0);
    assertEquals(2, parcels.clients());
    assertEquals(Distribution.exponential(2e8), parcels.gap());
    assertEquals(
        List.of(70, 10, 15, 5), parcels.mix().stream().map(op -> op.weight()).toList());
    assertTrue(parcels.mix().get(1).own());
  }

  @Test
  void theExampleHasItsTimelineAndChecks() throws Exception {
    Scenario scenario = example();
    List<TimelineItem> timeline = scenario.timeline();
    assertEquals(
        new Cut(List.of(List.of("depot-1"), List.of("hub")), List.of(), Direction.IN),
        timeline.get(1).happening());
    assertEquals(Optional.of(Distribution.constant(600e9)), timeline.get(2).lasts());
    assertEquals(new Heal(), timeline.get(4).happening());
    assertEquals(11, scenario.checks().size());
    assertEquals(
        new CheckSpec(
            "converge-within",
            new TreeMap<>(Map.of("within", "60000000000", "after", "last-heal"))),
        scenario.checks().get(9));
    assertEquals(
        new TreeMap<>(Map.of("bytes-per-node-per-minute-below", "3145728")),
        scenario.checks().get(10).settings());
  }

  @Test
  void aProfileIsReusedWithKeysThatDiffer() throws InvalidScenario {
    Scenario scenario = read(SMALL + """
        profiles.sky { latency = "normal(25ms,6ms) min 20ms"
          loss = "gilbert(good=0.2%,bad=50%,enter=0.4%/s,leave=80%/s)"
          handover { every = 15s, spike = 140ms, spike-loss = 20% }
          rate { down = 100Mbit, up = 10Mbit } }
        links { "truck <-> hub" { profile = sky, packet-corrupt = 0.01% } }
        """);
    LinkProfile up = scenario.links().get(0).profile().orElseThrow();
    LinkProfile down = scenario.links().get(1).profile().orElseThrow();
    assertEquals(new Distribution.Normal(25e6, 6e6, 20e6), up.latency());
    assertEquals(new Loss.Gilbert(0.002, 0.5, 0.004, 0.8), up.loss());
    assertEquals(Duration.ofMillis(140), up.handover().orElseThrow().spike());
    assertEquals(0.0001, up.corrupt());
    assertEquals(1_250_000, up.bytesPerSecond());
    assertEquals(12_500_000, down.bytesPerSecond());
  }

  @Test
  void outagesRecurAtRandomTrucks() throws InvalidScenario {
    TimelineItem outage = item("{ every = \"exp(90s)\", on = \"random truck\","
        + " flap { down = \"lognormal(p50=4s,p99=45s)\" } }");
    assertEquals(Optional.of(Distribution.exponential(90e9)), outage.every());
    assertEquals(Optional.of(Distribution.lognormal(4e9, 45e9)), outage.lasts());
    assertEquals(
        new Cut(List.of(List.of("random truck"), List.of("rest")), List.of(), Direction.BOTH),
        outage.happening());
    assertEquals(
        new Flap(List.of("truck"), Distribution.constant(4e9), Distribution.constant(9e9)),
        item("{ at = 1s, flap { on = truck, down = 4s, up = 9s } }").happening());
  }

  @Test
  void groupsAreCutApartWithABridge() throws InvalidScenario {
    assertEquals(
        new Cut(
            List.of(List.of("truck-1", "truck-2"), List.of("truck-3")),
            List.of("hub"),
            Direction.BOTH),
        item("{ at = 1s, cut = [[truck-1, truck-2], [truck-3]], bridge = hub }").happening());
  }

  @Test
  void crashesSayWhatBecomesOfTheDisk() throws InvalidScenario {
    assertEquals(
        new Crash(
            List.of("hub/1"), DiskFate.TORN, Optional.of(Duration.ofSeconds(20)), Duration.ZERO),
        item("{ at = 1s, crash = hub/1, disk = torn, restart-after = 20s }").happening());
    OldImage image = new OldImage(List.of("hub/1"), Duration.ofMinutes(3), Duration.ofSeconds(10));
    assertEquals(image, item("{ at = 1s, crash = hub/1, old-image = 3m }").happening());
    assertEquals(image, item("{ at = 1s, old-image = 3m, on = hub/1 }").happening());
  }

  @Test
  void clocksAreSetAndJump() throws InvalidScenario {
    List<TimelineItem> timeline = read(SMALL
            + "clocks = [ { on = hub/1, offset = 7m }, { on = hub/2, drift = 500ppm },"
            + " { on = truck, at = 4s, jump = -90s } ]")
        .timeline();
    assertEquals(
        new ClockChange(
            List.of("hub/1"), Optional.of(Duration.ofMinutes(7)), Optional.empty(), Duration.ZERO),
        timeline.get(0).happening());
    assertEquals(Duration.ofSeconds(4), timeline.get(2).at());
    assertEquals(Duration.ofSeconds(-90), ((ClockChange) timeline.get(2).happening()).jump());
  }

  @Test
  void everythingElseThatCanHappen() throws InvalidScenario {
    Scenario scenario = read(SMALL + """
        timeline = [
          { at = 1s, swizzle { pick = 3, clog-over = 5s, hold = 5s, unclog = random-order } }
          { at = 2s, corrupt { on = hub/1, what = block } }
          { at = 3s, fill-disk = hub, for = 5s }
          { at = 3s, disk-full = hub, for = 5s }
          { at = 4s, slow = "half of trucks", by = 200ms, for = "uniform(1s,5s)" }
          { at = 5s, reset = hub, from = truck-1 }
          { at = 6s, join = truck-4 }
          { at = 7s, leave = truck-1 }
          { at = 8s, introduce = hub/1, to = truck-2/1 }
          { at = 8s, bundle = hub/1, to = [truck-1, truck-2], after = 5s }
          { at = 8s, give-back = hub/1, to = truck-1, after = 5s }
          { at = 8s, evict = truck-1, by = hub/1 }
          { at = 9s, readmit = truck-1, by = hub/1 }
          { at = 9s, load { op = set.add, key = big, times = 1000, on = hub/1, size = 100B } }
          { at = 9s, clock { on = all, jump = 2h } }
        ]
        """);
    assertEquals(
        List.of(
            "swizzle",
            "corrupt",
            "fill-disk",
            "fill-disk",
            "slow",
            "reset",
            "join",
            "leave",
            "introduce",
            "bundle",
            "give-back",
            "evict",
            "readmit",
            "load",
            "clock-change"),
        scenario.timeline().stream().map(item -> item.happening().kind()).toList());
  }

  @Test
  void scriptsNameTheStepsOfTheMix() throws InvalidScenario {
    Scenario scenario = read(SMALL + """
        workload.carts { on = truck, gap = 300ms, script = "add* qty* remove? checkout", mix = [
          { op = cart.add, key = "cart/{client}" }
          { op = cart.set-quantity, key = "cart/{client}" }
          { op = cart.remove, key = "cart/{client}" }
          { op = cart.checkout, key = "cart/{client}" } ] }
        """);
    assertEquals(
        List.of("cart.add*", "cart.set-quantity*", "cart.remove?", "cart.checkout"),
        scenario.workloads().get(0).script());
  }

  @Test
  void theQuickFormLiesOverTheFullOne() throws InvalidScenario {
    ScenarioFile file = ScenarioFile.parse("small.conf", SMALL + """
            time.run = 1h
            timeline = [ { at = 30m, heal = all } ]
            quick {
              time.run = 20s
              timeline = [ { at = 5s, heal = all } ]
              sites { hub = null, truck.count = 2 }
            }
            """);
    assertEquals(Duration.ofHours(1), file.full().time().run());
    assertEquals(Duration.ofSeconds(20), file.quick().time().run());
    assertEquals(Duration.ofSeconds(5), file.quick().timeline().get(0).at());
    assertEquals(1, file.quick().blocks().size());
    assertEquals(2, file.quick().blocks().get(0).count());
  }

  @Test
  void theRestOfTheWords() throws InvalidScenario {
    Scenario scenario = read(SMALL + """
        about = "What it is."
        grid { shards = 256, preset = wan, drift-bound = 1m, tick = 2s }
        buckets { stock { copies = 3, durability = sync, ttl = 1h } }
        swarm { switch-off-each = 30% }
        cover = [ cut, crash ]
        checks = [ never-oversold ]
        expect { violation = [ never-oversold ] }
        without = [ truck-2, hub/2 ]
        """);
    assertEquals(256, scenario.grid().shards());
    assertEquals(Duration.ofSeconds(2), scenario.grid().tick());
    assertEquals(
        Map.of("stock", new BucketSetting(Copies.of(3), "sync", Optional.of(Duration.ofHours(1)))),
        scenario.buckets());
    assertEquals(0.3, scenario.swarm().switchOffEach());
    assertEquals(List.of("crash", "cut"), List.copyOf(scenario.cover()));
    assertEquals(List.of("never-oversold"), List.copyOf(scenario.expect().violated()));
    assertEquals(List.of("hub/2", "truck-2"), List.copyOf(scenario.without()));
  }

  @Test
  void jsonIsHoconToo() throws InvalidScenario {
    Scenario scenario = read(
        "{\"name\":\"json\",\"sites\":{\"zoo\":{\"nodes\":1},\"ant\":{\"nodes\":2},\"mule\":{}}}");
    assertEquals(
        List.of("zoo", "ant", "mule"),
        scenario.blocks().stream().map(b -> b.name()).toList());
  }

  @Test
  void aFileIncludesThoseBesideIt() throws Exception {
    Files.writeString(folder.resolve("sites.conf"), "sites { hub { nodes = 2 } }\n");
    Path file =
        Files.writeString(folder.resolve("main.conf"), "include \"sites.conf\"\nname = main\n");
    assertEquals(2, ScenarioFile.read(file).full().blocks().get(0).nodes());
  }
}
