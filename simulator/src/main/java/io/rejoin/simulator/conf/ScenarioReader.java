package io.rejoin.simulator.conf;

import io.rejoin.membership.placement.Copies;
import io.rejoin.simulator.conf.text.Complaint;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.Swarm;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Times;
import io.rejoin.simulator.scenario.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a scenario of what a file says. */
final class ScenarioReader {
  private static final Seeds STANDARD_SEEDS = new Seeds(1, 100);
  private static final int MOST_SHARDS = 1 << 16;

  private final Fields fields;
  private final Complaints complaints;

  private ScenarioReader(Tree.Section root, Complaints complaints) {
    this.complaints = complaints;
    fields = new Fields(root, Vocabulary.SCENARIO, complaints);
  }

  /** Reads all of it, and then says all that is wrong with it. */
  static Scenario read(Tree.Section root) throws InvalidScenario {
    Complaints complaints = new Complaints();
    Optional<Scenario> scenario = new ScenarioReader(root, complaints).scenario();
    complaints.check();
    return scenario.orElseThrow();
  }

  private Optional<Scenario> scenario() {
    String name = fields.need("name", "unnamed", Kind.TEXT);
    String about = fields.get("about", "", Kind.TEXT);
    Seeds seeds = fields.get("seeds", STANDARD_SEEDS, ScenarioReader::seeds);
    Times time = fields.section("time", Vocabulary.TIME).flatMap(this::time).orElse(Times.STANDARD);
    GridSetting grid =
        fields.section("grid", Vocabulary.GRID).flatMap(this::grid).orElse(GridSetting.STANDARD);
    SortedMap<String, BucketSetting> buckets = buckets();
    List<SiteBlock> blocks = SiteReader.read(fields);
    Names names = new Names(blocks);
    List<LinkRule> links = new LinkReader(fields, names).read();
    List<Workload> workloads = new WorkloadReader(fields, names).read();
    List<TimelineItem> timeline = new TimelineReader(fields, names, time.run()).read();
    Swarm swarm = fields.section("swarm", Vocabulary.SWARM).flatMap(this::swarm).orElse(Swarm.NONE);
    CheckReader checks = new CheckReader(fields);
    List<String> without = fields.get("without", List.of(), names.places());
    if (blocks.isEmpty() && !complaints.isEmpty()) {
      return Optional.empty();
    }
    return fields.make(() -> new Scenario(
        name,
        about,
        seeds,
        time,
        grid,
        buckets,
        blocks,
        links,
        workloads,
        timeline,
        swarm,
        checks.read(),
        new TreeSet<>(checks.cover()),
        checks.expect(),
        new TreeSet<>(without)));
  }

  private static Seeds seeds(Tree value) throws Complaint {
    String text = Kind.TEXT.read(value);
    return Seeds.parse(text)
        .orElseThrow(() -> new Complaint("must be \"A..B\" or one number, not '" + text + "'"));
  }

  private Optional<Times> time(Fields time) {
    Duration warmup = time.get("warmup", Times.STANDARD.warmup(), Kind.POSITIVE_DURATION);
    Duration run = time.get("run", Times.STANDARD.run(), Kind.POSITIVE_DURATION);
    Duration settle = time.get("settle", Times.STANDARD.settle(), Kind.POSITIVE_DURATION);
    return time.make(() -> new Times(warmup, run, settle));
  }

  private Optional<GridSetting> grid(Fields grid) {
    GridSetting standard = GridSetting.STANDARD;
    int shards = grid.get("shards", standard.shards(), Kind.number(1, MOST_SHARDS));
    String preset = grid.get(
        "preset", standard.preset(), Kind.choice("preset", List.of("simulation", "lan", "wan")));
    Duration bound = grid.get("drift-bound", standard.driftBound(), Kind.POSITIVE_DURATION);
    Duration tick = grid.get("tick", standard.tick(), Kind.POSITIVE_DURATION);
    return grid.make(() -> new GridSetting(shards, preset, bound, tick));
  }

  private SortedMap<String, BucketSetting> buckets() {
    SortedMap<String, BucketSetting> buckets = new TreeMap<>();
    fields.entries("buckets").forEach(entry -> {
      Fields bucket = fields.in(entry.getValue(), Vocabulary.BUCKET);
      BucketSetting standard = BucketSetting.STANDARD;
      String copies = bucket.get("copies", standard.copies().toString(), Kind.TEXT);
      String durability = bucket.get("durability", standard.durability(), Kind.TEXT);
      Optional<Duration> ttl = bucket.find("ttl", Kind.POSITIVE_DURATION);
      bucket
          .make(() -> new BucketSetting(Copies.parse(copies), durability, ttl))
          .ifPresent(made -> buckets.put(entry.getKey(), made));
    });
    return buckets;
  }

  private Optional<Swarm> swarm(Fields swarm) {
    double share = swarm.need("switch-off-each", 0.0, Kind.SHARE);
    return swarm.make(() -> new Swarm(share));
  }
}
