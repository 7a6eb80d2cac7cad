package io.rejoin.simulator.mutant;

import io.rejoin.membership.placement.Copies;
import io.rejoin.simulator.check.Checks;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.ClockSetting;
import io.rejoin.simulator.scenario.Disk;
import io.rejoin.simulator.scenario.Expectation;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.Swarm;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Times;
import io.rejoin.simulator.scenario.Workload;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Small scenarios on which mutants are tried. Sound nodes pass all of them. */
final class Grounds {
  private static final List<OperationSpec> ANYTHING = List.of(
      OperationSpec.of(8, "any", "k{1..3}"),
      few(3, "set.add", "k{1..3}"),
      few(3, "set.remove", "k{1..3}"),
      OperationSpec.of(1, "counter.add", "k{1..3}"));

  private static final List<OperationSpec> REMOVALS =
      List.of(few(5, "set.add", "k{1..3}"), few(4, "set.remove", "k{1..3}"));

  private static final List<OperationSpec> SALES = List.of(
      amount(2, "stock.add", Distribution.uniform(1, 10)),
      amount(8, "stock.take", Distribution.uniform(1, 5)));

  private Grounds() {}

  private static OperationSpec some(int weight, String op) {
    return new OperationSpec(weight, op, "k1", 30, false, Distribution.constant(1), 0, "local");
  }

  private static OperationSpec few(int weight, String op, String key) {
    return new OperationSpec(weight, op, key, 8, false, Distribution.constant(1), 0, "local");
  }

  private static OperationSpec amount(int weight, String op, Distribution amount) {
    return new OperationSpec(weight, op, "k{1..2}", 0, false, amount, 0, "local");
  }

  /** Nothing befalls anybody. */
  static Scenario calm() {
    return scenario("calm", 5, ANYTHING, List.of());
  }

  /** Two of five nodes are cut off for a while, twice. */
  static Scenario cuts() {
    return scenario("cuts", 5, ANYTHING, List.of(cut(3, 5), cut(12, 4)));
  }

  /** Two of five nodes are cut off until the others hold them dead. */
  static Scenario longCut() {
    return scenario("long-cut", 5, ANYTHING, List.of(cut(2, 16)));
  }

  /** As the cuts, and convergence must come soon after. */
  static Scenario soon() {
    return with(cuts(), "converge-within", "within", Duration.ofSeconds(10).toNanos());
  }

  /** Processes end and start again over their disks. */
  static Scenario restarts() {
    return scenario(
        "restarts", 3, ANYTHING, List.of(crash(4, "n/2"), crash(8, "n/3"), crash(12, "n/2")));
  }

  /** While one node is cut off, both others start again. */
  static Scenario restartsInACut() {
    Cut away = new Cut(List.of(List.of("n/1"), List.of("rest")), List.of(), Direction.BOTH);
    return scenario(
        "restarts-in-a-cut",
        3,
        List.of(some(5, "set.add"), some(4, "set.remove")),
        List.of(
            TimelineItem.at(Duration.ofSeconds(6), Duration.ofSeconds(13), away),
            crash(15, "n/2"),
            crash(15, "n/3")));
  }

  /** A node comes back over an old image of its disk. */
  static Scenario oldImages() {
    return scenario("old-images", 3, ANYTHING, List.of(oldImage(8), oldImage(14)));
  }

  /** A node comes back over an image from before most of what has happened. */
  static Scenario longAgo() {
    OldImage image = new OldImage(List.of("n/2"), Duration.ofSeconds(10), Duration.ofSeconds(1));
    return scenario(
        "long-ago", 3, REMOVALS, List.of(TimelineItem.at(Duration.ofSeconds(15), image)));
  }

  /** A node loses a record while it is cut off from two others that have started again before. */
  static Scenario damagedAlone() {
    Cut away = new Cut(List.of(List.of("n/2"), List.of("rest")), List.of(), Direction.BOTH);
    Happening damage = new Happening.Corrupt(List.of("n/2"), Happening.Damage.RECORD);
    return scenario(
        "damaged-alone",
        3,
        List.of(some(5, "set.add"), few(5, "set.add", "k{2..9}")),
        List.of(
            crash(7, "n/1"),
            crash(7, "n/3"),
            TimelineItem.at(Duration.ofSeconds(12), Duration.ofSeconds(9), away),
            crash(14, "n/2"),
            TimelineItem.at(Duration.ofMillis(14_100), damage)));
  }

  /** Elements are added and removed, and nothing is left of the removed ones. */
  static Scenario removals() {
    Scenario removals = scenario("removals", 3, REMOVALS, List.of(crash(12, "n/3")));
    return with(removals, new CheckSpec("forgets", new TreeMap<>()));
  }

  /** A file with all that a node had is taken in after much of it was removed and forgotten. */
  static Scenario lateBundle() {
    Duration late = Duration.ofSeconds(12);
    Happening bundle = new Happening.Bundle(List.of("n/1"), List.of("n/2"), late);
    return scenario(
        "late-bundle", 3, REMOVALS, List.of(TimelineItem.at(Duration.ofSeconds(4), bundle)));
  }

  /** A node that was cut off comes back, and was evicted meanwhile. */
  static Scenario evicted() {
    Cut away = new Cut(List.of(List.of("n/3"), List.of("rest")), List.of(), Direction.BOTH);
    Happening evict = new Happening.Evict(List.of("n/3"), List.of("n/1"));
    return scenario(
        "evicted",
        3,
        REMOVALS,
        List.of(
            TimelineItem.at(Duration.ofSeconds(4), Duration.ofSeconds(12), away),
            TimelineItem.at(Duration.ofSeconds(6), evict)));
  }

  /** Entries live for some seconds after their last change. */
  static Scenario expiring() {
    List<OperationSpec> mix =
        List.of(few(5, "set.add", "k/{1..30}"), few(2, "set.remove", "k/{1..30}"));
    Scenario plain = scenario("expiring", 3, mix, List.of());
    Optional<Duration> life = Optional.of(Duration.ofSeconds(3));
    BucketSetting bucket = new BucketSetting(Copies.ALL, "async", life);
    return within(plain, "k", bucket, List.of(CheckSpec.of("expires")));
  }

  /** With a policy for a bucket, on clocks that are never far apart. */
  static Scenario within(
      Scenario plain, String name, BucketSetting bucket, List<CheckSpec> checks) {
    return new Scenario(
        plain.name(),
        plain.about(),
        plain.seeds(),
        plain.time(),
        new GridSetting(64, "simulation", Duration.ofSeconds(1)),
        new TreeMap<>(Map.of(name, bucket)),
        plain.blocks(),
        plain.links(),
        plain.workloads(),
        plain.timeline(),
        plain.swarm(),
        checks,
        plain.cover(),
        plain.expect(),
        plain.without());
  }

  /** A stock is sold by a node that is cut off and comes back over an image from before. */
  static Scenario salesOverOldImages() {
    Cut away = new Cut(List.of(List.of("n/2"), List.of("rest")), List.of(), Direction.BOTH);
    OldImage image = new OldImage(List.of("n/2"), Duration.ofSeconds(5), Duration.ofSeconds(1));
    return scenario(
        "sales-over-old-images",
        3,
        SALES,
        List.of(
            TimelineItem.at(Duration.ofSeconds(4), Duration.ofSeconds(14), away),
            TimelineItem.at(Duration.ofSeconds(6), image)));
  }

  /** A stock is sold at nodes that are cut off now and then. */
  static Scenario sales() {
    return scenario("sales", 5, SALES, List.of(cut(3, 5), cut(12, 4)));
  }

  /** Clients write registers. */
  static Scenario registers() {
    List<OperationSpec> writes = List.of(OperationSpec.of(1, "register.set", "k{1..3}"));
    return scenario("registers", 4, writes, List.of());
  }

  /** Clients read what they write, at nodes that are cut off now and then. */
  static Scenario reads() {
    List<OperationSpec> mix =
        List.of(few(1, "set.add", "k{1..2}"), OperationSpec.of(2, "set.read", "k{1..2}"));
    return scenario("reads", 5, mix, List.of(cut(3, 5), cut(12, 4)));
  }

  /** A set grows while nothing befalls it, and must not cost more than so many bytes. */
  static Scenario growth() {
    List<OperationSpec> adds = List.of(OperationSpec.of(1, "set.add", "k1"));
    Scenario growth = scenario("growth", 4, adds, List.of());
    return with(growth, "bytes-bound", "bytes-per-node-per-minute-below", 300_000);
  }

  /** A set grows on both sides of a short cut, and repair must not bring much more than is new. */
  static Scenario repairedGrowth() {
    List<OperationSpec> adds = List.of(
        new OperationSpec(1, "set.add", "k1", 0, false, Distribution.constant(1), 1_000, "local"));
    Scenario growth = scenario("repaired-growth", 4, adds, List.of(cut(12, 2)));
    return with(growth, "bytes-bound", "repair-factor", 4);
  }

  /** Elements are so large that a cut leaves more to repair than fits into one message. */
  static Scenario largeElements() {
    List<OperationSpec> adds = List.of(
        new OperationSpec(1, "set.add", "k1", 0, false, Distribution.constant(1), 9_000, "local"));
    return scenario("large-elements", 3, adds, List.of(cut(3, 8)));
  }

  /** Frames are corrupted on their way. */
  static Scenario corruption() {
    LinkChange noise = new LinkChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(0.02),
        Optional.empty());
    return scenario(
        "corruption",
        4,
        ANYTHING,
        List.of(TimelineItem.at(
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            new Happening.Weather(List.of("all"), List.of("all"), noise))));
  }

  /** Clients move between nodes that are cut off now and then, and take their tokens along. */
  static Scenario roaming() {
    List<OperationSpec> mix = List.of(
        few(3, "set.add", "k{1..3}"),
        few(1, "set.remove", "k{1..3}"),
        OperationSpec.of(4, "set.read", "k{1..3}"));
    Workload clients = new Workload(
        "clients",
        List.of("all"),
        2,
        0.5,
        Distribution.exponential(300e6),
        mix,
        List.of(),
        new TreeSet<>());
    return scenario(
        "roaming",
        List.of(SiteBlock.of("n", 0, 5)),
        List.of(clients),
        List.of(cut(3, 5), cut(12, 4)),
        Stream.of("read-your-writes", "monotonic-reads", "roots-equal")
            .map(CheckSpec::of)
            .toList());
  }

  /** The power fails for all nodes at once; clients were told that two of them have it synced. */
  static Scenario powerCuts() {
    List<OperationSpec> mix = List.of(
        new OperationSpec(
            5, "set.add", "k/{1..9}", 0, false, Distribution.constant(1), 0, "copies(2)"),
        new OperationSpec(
            2, "set.remove", "k/{1..9}", 0, true, Distribution.constant(1), 0, "majority"));
    Scenario plain = scenario("power-cuts", 3, mix, List.of(powerCut(6), powerCut(13)));
    SiteBlock slow = new SiteBlock("n", 0, 3, Disk.EMMC, ClockSetting.EXACT, true, List.of());
    return within(
        scenario(plain.name(), List.of(slow), plain.workloads(), plain.timeline(), plain.checks()),
        "k",
        new BucketSetting(Copies.ALL, "sync", Optional.empty()),
        plain.checks());
  }

  /** Each node is alone for a while and starts again; two have copies of each entry. */
  static Scenario placed() {
    List<TimelineItem> timeline = new ArrayList<>();
    List<List<String>> alone = new ArrayList<>();
    for (String node : List.of("n/1", "n/2", "n/3", "n/4")) {
      alone.add(List.of(node));
      timeline.add(crash(11, node));
    }
    Cut cut = new Cut(alone, List.of(), Direction.BOTH);
    timeline.add(TimelineItem.at(Duration.ofSeconds(5), Duration.ofSeconds(10), cut));
    List<OperationSpec> mix = List.of(few(1, "set.add", "k/{1..9}"));
    Scenario plain = scenario("placed", 4, mix, timeline);
    return within(plain, "k", BucketSetting.of(Copies.of(2)), plain.checks());
  }

  private static TimelineItem powerCut(int at) {
    Optional<Duration> soon = Optional.of(Duration.ofSeconds(2));
    return TimelineItem.at(
        Duration.ofSeconds(at), new Crash(List.of("all"), DiskFate.UNSYNCED, soon, Duration.ZERO));
  }

  private static TimelineItem cut(int at, int lasts) {
    Cut cut = new Cut(List.of(List.of("n/1", "n/2"), List.of("rest")), List.of(), Direction.BOTH);
    return TimelineItem.at(Duration.ofSeconds(at), Duration.ofSeconds(lasts), cut);
  }

  private static TimelineItem crash(int at, String node) {
    Optional<Duration> soon = Optional.of(Duration.ofSeconds(2));
    Crash crash = new Crash(List.of(node), DiskFate.KEPT, soon, Duration.ZERO);
    return TimelineItem.at(Duration.ofSeconds(at), crash);
  }

  private static TimelineItem oldImage(int at) {
    OldImage image = new OldImage(List.of("n/2"), Duration.ofSeconds(4), Duration.ofSeconds(1));
    return TimelineItem.at(Duration.ofSeconds(at), image);
  }

  private static Scenario with(Scenario scenario, String check, String setting, long value) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(setting, Long.toString(value));
    return with(scenario, new CheckSpec(check, settings));
  }

  private static Scenario with(Scenario scenario, CheckSpec check) {
    List<CheckSpec> checks = new ArrayList<>(scenario.checks());
    checks.add(check);
    return scenario(
        scenario.name() + "-" + check.name(),
        scenario.blocks(),
        scenario.workloads(),
        scenario.timeline(),
        checks);
  }

  private static Scenario scenario(
      String name, int nodes, List<OperationSpec> mix, List<TimelineItem> timeline) {
    Workload clients = new Workload(
        "clients",
        List.of("all"),
        1,
        0,
        Distribution.exponential(300e6),
        mix,
        List.of(),
        new TreeSet<>());
    return scenario(
        name,
        List.of(SiteBlock.of("n", 0, nodes)),
        List.of(clients),
        timeline,
        Checks.standard().stream().map(CheckSpec::of).toList());
  }

  private static Scenario scenario(
      String name,
      List<SiteBlock> blocks,
      List<Workload> workloads,
      List<TimelineItem> timeline,
      List<CheckSpec> checks) {
    return new Scenario(
        name,
        "A ground on which broken nodes are tried.",
        new Seeds(1, 10),
        new Times(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(60)),
        GridSetting.STANDARD,
        new TreeMap<>(),
        blocks,
        List.of(),
        workloads,
        timeline,
        Swarm.NONE,
        checks,
        new TreeSet<>(),
        Expectation.PASS,
        new TreeSet<>());
  }
}
