package io.rejoin.simulator.conf;

import io.rejoin.membership.placement.Copies;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.ClockSetting;
import io.rejoin.simulator.scenario.Disk;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Happening.Load;
import io.rejoin.simulator.scenario.Happening.Swizzle;
import io.rejoin.simulator.scenario.Happening.Weather;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.scenario.OperationName;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.ScenarioBuilder;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.LinkProfile;
import io.rejoin.simulator.world.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Scenarios with anything in them, sensible or not. */
final class AnyScenario {
  private static final List<String> NAMES =
      List.of("hub", "truck", "truck-2", "truck-3/1", "all", "rest", "random truck");

  private final SplittableRandom random;

  private AnyScenario(long seed) {
    random = new SplittableRandom(seed);
  }

  static Scenario of(long seed) {
    return new AnyScenario(seed).scenario();
  }

  private Scenario scenario() {
    ScenarioBuilder scenario = Scenario.named("any")
        .about("What \"it\" is: {1..9} = any.\nSecond line.")
        .seeds(random.nextInt(9), 9 + random.nextInt(9))
        .time(time(), Duration.ofDays(1), time().plusMillis(1))
        .grid(new GridSetting(
            1 << (2 * random.nextInt(9)),
            "wan",
            time(),
            Duration.ofMillis(1 + random.nextInt(60_000))))
        .bucket(
            "a.b c",
            new BucketSetting(Copies.of(1 + random.nextInt(9)), "sync", Optional.of(time())))
        .sites(new SiteBlock(
            "hub", 0, 2, one(Disk.values()), clock(), coin(), List.of("truck", "hub/2")))
        .sites("truck", 4, 1 + random.nextInt(3))
        .swarm(random.nextInt(100) / 100.0)
        .cover("cut", "old-image")
        .without("truck-4");
    scenario
        .linkWithin("truck", profile())
        .link("hub", "truck", profile())
        .noLink("truck", "truck");
    scenario.link(new LinkRule("hub/1", "truck-1", false, Optional.of(profile())));
    scenario.clients(
        "odd name",
        clients -> clients
            .on("hub", "truck-1/1")
            .perNode(1 + random.nextInt(9))
            .gap(distribution())
            .mix(operation(OperationName.SET_ADD))
            .mix(operation(OperationName.SET_READ))
            .script("set.add*", "set.read"));
    for (int i = 0; i < 12; i++) {
      ScenarioBuilder.When when = scenario.at(time());
      if (coin()) {
        when.every(distribution());
      }
      Happening happening = happening();
      if (happening.lasts() && coin()) {
        when.lasting(distribution());
      }
      when.happens(happening);
    }
    CheckName check = one(CheckName.values());
    return scenario
        .checkConvergesWithin(time())
        .check(CheckSpec.of("bytes-bound").with(CheckName.Setting.REPAIR_FACTOR, "1.5"))
        .check(CheckSpec.of("membership-converges").with(CheckName.Setting.SUSPICIONS_BELOW, "3"))
        .expectViolationOf(check)
        .build();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private boolean coin() {
    return random.nextBoolean();
  }

  private Duration time() {
    return Duration.ofNanos(random.nextLong(1L << (10 + random.nextInt(36))));
  }

  private Distribution distribution() {
    double one = coin() ? 1 + random.nextInt(90) * 1e9 : random.nextDouble() * 1e12 + 1;
    double other = one + random.nextDouble() * 1e9;
    return switch (random.nextInt(6)) {
      case 0 -> Distribution.constant(one);
      case 1 -> Distribution.uniform(-one, other);
      case 2 -> Distribution.lognormal(one, other);
      case 3 -> Distribution.exponential(one);
      case 4 -> new Distribution.Normal(one, other, Double.NEGATIVE_INFINITY);
      default -> new Distribution.Normal(-one, other, -other);
    };
  }

  private ClockSetting clock() {
    return coin()
        ? ClockSetting.EXACT
        : new ClockSetting(distribution(), random.nextInt(500) - random.nextDouble());
  }

  private double share() {
    return coin() ? random.nextInt(101) / 100.0 : random.nextDouble() * random.nextDouble() / 1e3;
  }

  private LinkProfile profile() {
    List<LinkProfile> known = List.copyOf(LinkProfile.known().values());
    if (coin()) {
      return known.get(random.nextInt(known.size()));
    }
    return new LinkProfile(
        distribution(),
        coin() ? Loss.constant(share()) : new Loss.Gilbert(share(), share(), 0.004, 1.0 / 3),
        share(),
        share(),
        share(),
        1 + random.nextInt(1 << 20),
        1 + random.nextInt(1 << 20),
        coin()
            ? Optional.empty()
            : Optional.of(new LinkProfile.Handover(time().plusNanos(1), time(), share(), time())),
        coin()
            ? Optional.empty()
            : Optional.of(new LinkProfile.Flap(distribution(), distribution())));
  }

  private OperationSpec operation(OperationName name) {
    return new OperationSpec(
        1 + random.nextInt(9),
        name.toString(),
        coin() ? "plain/key" : "k {site} \"{1..3}\" =,",
        random.nextInt(3),
        coin(),
        Distribution.uniform(-random.nextInt(9), random.nextDouble()),
        random.nextInt(3) * 1000L,
        coin() ? "local" : "copies(2)");
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      names.add(NAMES.get(random.nextInt(NAMES.size())));
    }
    return names;
  }

  private Happening happening() {
    return switch (random.nextInt(21)) {
      case 0 -> new Cut(List.of(names(), names()), names(), direction());
      case 1 -> new Cut(List.of(names(), names(), names()), names(), Direction.BOTH);
      case 2 -> new Weather(names(), names(), change());
      case 3 -> new Flap(names(), distribution(), distribution());
      case 4 -> new Swizzle(1 + random.nextInt(9), time(), time(), time());
      case 5 -> new Crash(names(), fate(), coin() ? Optional.empty() : Optional.of(time()), time());
      case 6 -> new Happening.OldImage(names(), time(), time());
      case 7 -> new Happening.Corrupt(names(), one(Happening.Damage.values()));
      case 8 -> new Happening.FillDisk(names());
      case 9 -> new Happening.Pause(names());
      case 10 -> new Happening.Slow(names(), time());
      case 11 -> new Happening.Reset(names(), names());
      case 12 -> new Happening.Join(names());
      case 13 -> new Happening.Leave(names());
      case 14 -> new Happening.Introduce(names(), names());
      case 16 -> new Happening.Bundle(names(), names(), time());
      case 19 -> new Happening.GiveBack(names(), names(), time());
      case 17 -> new Happening.Evict(names(), names());
      case 18 -> new Happening.Readmit(names(), names());
      case 15 ->
        new ClockChange(
            names(),
            coin() ? Optional.empty() : Optional.of(time().negated()),
            coin() ? Optional.empty() : Optional.of(-random.nextDouble()),
            time().plusNanos(1).negated());
      default -> new Load(names(), operation(one(OperationName.values())), 1 + random.nextInt(99));
    };
  }

  private Direction direction() {
    return one(Direction.values());
  }

  private DiskFate fate() {
    return one(DiskFate.values());
  }

  private LinkChange change() {
    LinkChange change = LinkChange.none().withLoss(share());
    return coin()
        ? change
        : change
            .withLatency(distribution())
            .withDuplicate(share())
            .withReorder(share())
            .withCorrupt(share())
            .withRate(1 + random.nextInt(1 << 24));
  }
}
