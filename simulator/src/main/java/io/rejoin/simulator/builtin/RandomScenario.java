package io.rejoin.simulator.builtin;

import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.OperationName;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.ScenarioBuilder;
import io.rejoin.simulator.scenario.ScenarioBuilder.Clients;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A scenario of which everything follows from the seed: 3 to 7 nodes, one to three sites, calm or
 * bad links, clients that do anything at all, and up to eight mishaps of kinds that differ from
 * seed to seed, because a run with every fault at once hides what a run with two would show.
 */
final class RandomScenario {
  static final String NAME = "random";
  static final String ABOUT =
      "Three to seven nodes, anything their clients can do, and up to eight mishaps, all drawn "
          + "from the seed.";

  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration RUN = Duration.ofSeconds(17);
  private static final Duration SETTLE = Duration.ofSeconds(90);
  private static final int MOST_MISHAPS = 8;

  private RandomScenario() {}

  static Scenario of(long seed) {
    RandomGenerator random = new Draws(seed).stream(Purpose.SCENARIO, 0, 0);
    List<SiteBlock> blocks = blocks(random);
    ScenarioBuilder scenario = Scenario.named(NAME)
        .about(ABOUT)
        .seeds(seed, seed)
        .time(WARM_UP, RUN, SETTLE)
        .grid(new GridSetting(
            1 << (2 * random.nextInt(4)),
            GridSetting.STANDARD.preset(),
            GridSetting.STANDARD.driftBound()));
    blocks.forEach(scenario::sites);
    links(scenario, random);
    Duration pace = Duration.ofMillis(100L + random.nextInt(900));
    int keys = 1 + random.nextInt(4);
    scenario.clients("anything", clients -> clients(clients, pace, keys));
    mishaps(scenario, seed, names(blocks));
    return withChecks(scenario.build());
  }

  /** Those that can have something to look at. */
  private static Scenario withChecks(Scenario scenario) {
    boolean isCorrupt = scenario.timeline().stream()
        .anyMatch(item -> item.happening() instanceof Happening.Corrupt);
    List<CheckSpec> checks = new ArrayList<>();
    for (CheckName check : CheckName.values()) {
      boolean isAsked = switch (check) {
        case BYTES_BOUND, CONVERGE_WITHIN, COPIES_LIVE, DETERMINISTIC, EXPIRES, FRESH_READS ->
          false;
        case CORRUPTION_CONTAINED -> isCorrupt;
        default -> true;
      };
      if (isAsked) {
        checks.add(CheckSpec.of(check.toString()));
      }
    }
    checks.add(CheckSpec.convergeWithin(SETTLE));
    return scenario.withChecks(checks);
  }

  /** Nodes spread over sites; or two nodes that all others dial, who cannot be dialled. */
  private static List<SiteBlock> blocks(RandomGenerator random) {
    int nodes = 3 + random.nextInt(5);
    int sites = 1 + random.nextInt(3);
    boolean spokes = random.nextInt(4) == 0;
    List<SiteBlock> blocks = new ArrayList<>();
    if (spokes) {
      blocks.add(SiteBlock.of("hub", 0, 2));
    }
    int placed = spokes ? 2 : 0;
    for (int i = 0; i < sites && placed + i < nodes; i++) {
      int here = (nodes - placed - i + sites - 1) / sites;
      String name = (spokes ? "spoke-" : "site-") + (char) ('a' + i);
      SiteBlock plain = SiteBlock.of(name, 0, here);
      blocks.add(new SiteBlock(
          name,
          0,
          here,
          plain.disk(),
          plain.clock(),
          !spokes,
          spokes ? List.of("hub") : List.of()));
    }
    return blocks;
  }

  private static List<String> names(List<SiteBlock> blocks) {
    List<String> names = new ArrayList<>();
    for (SiteBlock block : blocks) {
      for (int i = 1; i <= block.nodes(); i++) {
        names.add(block.name() + "/" + i);
      }
    }
    return names;
  }

  private static void links(ScenarioBuilder scenario, RandomGenerator random) {
    LinkProfile within = LinkProfile.lan();
    LinkProfile between = random.nextBoolean() ? LinkProfile.wan() : LinkProfile.lan();
    if (random.nextInt(3) == 0) {
      within = within.with(0.03, 0.02, 0.05);
      between = between.with(0.03, 0.02, 0.05);
    }
    scenario.linkWithin("*", within).link("*", "*", between);
  }

  /** Few entries and few elements, so that clients meet. */
  private static Clients clients(Clients clients, Duration pace, int keys) {
    String key = "k{1.." + keys + "}";
    OperationSpec any = new OperationSpec(
        16, OperationName.ANY.toString(), key, 8, false, Distribution.constant(1), 0, "local");
    return clients
        .gap(Distribution.uniform(0.2 * pace.toNanos(), 1.8 * pace.toNanos()))
        .mix(any)
        .mix(1, OperationName.SET_READ, key)
        .mix(1, OperationName.CART_READ, key)
        .mix(1, OperationName.COUNTER_READ, key);
  }

  private static void mishaps(ScenarioBuilder scenario, long seed, List<String> nodes) {
    Draws draws = new Draws(seed);
    int kinds = draws.below(1 << Mishap.KINDS, Purpose.FAULT, 0, 0);
    int count = 1 + draws.below(MOST_MISHAPS, Purpose.FAULT, 0, 1);
    for (int i = 0; i < count; i++) {
      RandomGenerator random = draws.stream(Purpose.FAULT, 1, i);
      int kind = random.nextInt(Mishap.KINDS);
      Duration at = Duration.ofMillis(random.nextLong(RUN.toMillis() - 1));
      Duration time = Duration.ofMillis(200 + random.nextLong(9_000));
      if ((kinds >> kind & 1) == 1) {
        new Mishap(random, nodes, at, time).add(kind, scenario);
      }
    }
  }
}
