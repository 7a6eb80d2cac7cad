package io.rejoin.simulator.builtin;

import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Corrupt;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.FillDisk;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Happening.GiveBack;
import io.rejoin.simulator.scenario.Happening.Join;
import io.rejoin.simulator.scenario.Happening.Leave;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Happening.Reset;
import io.rejoin.simulator.scenario.Happening.Slow;
import io.rejoin.simulator.scenario.Happening.Swizzle;
import io.rejoin.simulator.scenario.ScenarioBuilder;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws the particulars of one mishap of a random scenario. */
record Mishap(RandomGenerator random, List<String> nodes, Duration at, Duration time) {
  static final int KINDS = 21;

  void add(int kind, ScenarioBuilder scenario) {
    ScenarioBuilder.When when = scenario.at(at);
    switch (kind) {
      case 0 -> when.lasting(time).happens(partition(Direction.BOTH));
      case 1 -> when.lasting(time).happens(partition(Direction.OUT));
      case 2 -> when.lasting(time).cut(site(node()));
      case 3 -> when.crash(node(), DiskFate.KEPT, time);
      case 4 -> when.crash(node(), DiskFate.LOST, time);
      case 5 -> when.lasting(time).pause(node());
      case 6 -> when.happens(new Reset(List.of(node()), List.of(node())));
      case 7 -> when.lasting(time).weather("all", "all", storm());
      case 8 -> when.crash(node(), DiskFate.UNSYNCED, time);
      case 9 -> when.crash(node(), DiskFate.TORN, time);
      default -> addRarer(kind, when, scenario);
    }
  }

  private void addRarer(int kind, ScenarioBuilder.When when, ScenarioBuilder scenario) {
    List<String> on = List.of(node());
    switch (kind) {
      case 10 -> when.happens(new OldImage(on, time, Duration.ofMillis(500)));
      case 11 -> corrupt(when, scenario, on.get(0));
      case 12 -> when.happens(clock(on));
      case 13 -> when.lasting(time.multipliedBy(2)).happens(flap(on));
      case 14 -> when.lasting(time).happens(new Slow(on, Duration.ofMillis(random.nextInt(300))));
      case 15 -> when.happens(new Join(List.of(nodes.get(nodes.size() - 1))));
      case 16 -> when.happens(new Leave(List.of(nodes.get(nodes.size() - 2))));
      case 17 -> when.lasting(time).happens(new FillDisk(on));
      case 18 -> when.happens(new Swizzle(1 + random.nextInt(nodes.size() - 1), time, time, time));
      case 19 -> when.lasting(time).happens(bridged());
      default -> giveBack(when, scenario, on);
    }
  }

  private String node() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private static String site(String node) {
    return node.substring(0, node.indexOf('/'));
  }

  private Cut partition(Direction direction) {
    List<String> some = new ArrayList<>();
    List<String> others = new ArrayList<>();
    nodes.forEach(node -> (random.nextBoolean() ? some : others).add(node));
    return new Cut(List.of(some, others), List.of(), direction);
  }

  /** Two groups that do not reach each other, and one node that reaches both. */
  private Cut bridged() {
    List<String> some = new ArrayList<>(nodes);
    String bridge = some.remove(random.nextInt(some.size()));
    List<String> others = new ArrayList<>();
    for (int i = some.size() / 2; i > 0; i--) {
      others.add(some.remove(random.nextInt(some.size())));
    }
    return new Cut(List.of(some, others), List.of(bridge), Direction.BOTH);
  }

  private LinkChange storm() {
    return LinkChange.none()
        .withLoss(random.nextDouble() * 0.3)
        .withDuplicate(random.nextDouble() * 0.1)
        .withReorder(random.nextDouble() * 0.3);
  }

  /** Something goes bad on a disk, under a process that runs or while none does. */
  private void corrupt(ScenarioBuilder.When when, ScenarioBuilder scenario, String node) {
    Damage what = random.nextBoolean() ? Damage.RECORD : Damage.BLOCK;
    int drawn = random.nextInt(2_000);
    boolean runs = drawn % 2 == 0;
    if (!runs) {
      when.crash(node, DiskFate.KEPT, Duration.ofMillis(100 + drawn));
    }
    scenario.at(runs ? at : at.plusMillis(1)).happens(new Corrupt(List.of(node), what));
  }

  /** What was kept beside a node, which may be gone since, is given back to others. */
  private void giveBack(ScenarioBuilder.When when, ScenarioBuilder scenario, List<String> on) {
    List<String> to = random.nextBoolean() ? List.of(node()) : List.of(node(), node());
    when.happens(new GiveBack(on, to, time));
    if (random.nextInt(3) > 0) {
      DiskFate disk = random.nextBoolean() ? DiskFate.LOST : DiskFate.UNSYNCED;
      Duration down = Duration.ofMillis(100 + random.nextInt(12_000));
      scenario.at(at.plusMillis(1)).crash(on.get(0), disk, down);
    }
  }

  private Happening clock(List<String> on) {
    return switch (random.nextInt(3)) {
      case 0 -> change(on, Optional.of(seconds(900)), Optional.empty(), Duration.ZERO);
      case 1 ->
        change(on, Optional.empty(), Optional.of(random.nextInt(2_001) - 1_000.0), Duration.ZERO);
      default -> change(on, Optional.empty(), Optional.empty(), seconds(120));
    };
  }

  private static ClockChange change(
      List<String> on, Optional<Duration> offset, Optional<Double> drift, Duration jump) {
    return new ClockChange(on, offset, drift, jump);
  }

  /** At most so many, ahead or behind. */
  private Duration seconds(int most) {
    int drawn = random.nextInt(2 * most + 1) - most;
    return Duration.ofSeconds(drawn == 0 ? 1 : drawn); // without a change nothing would happen
  }

  private Flap flap(List<String> on) {
    return new Flap(
        on,
        Distribution.exponential(200e6 + random.nextInt(2_000) * 1e6),
        Distribution.exponential(200e6 + random.nextInt(2_000) * 1e6));
  }
}
