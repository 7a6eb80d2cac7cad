package io.rejoin.simulator.conf;

import com.typesafe.config.ConfigUtil;
import io.rejoin.simulator.conf.text.DistributionText;
import io.rejoin.simulator.conf.text.Units;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.CheckName.Setting;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.ClockSetting;
import io.rejoin.simulator.scenario.Disk;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.Swarm;
import io.rejoin.simulator.scenario.Times;
import io.rejoin.simulator.scenario.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Writes a scenario as a file that people can read and go on with. What is not said is as usual;
 * reading the file gives an equal scenario.
 */
public final class ScenarioWriter {
  private final Scenario scenario;
  private final StringBuilder page = new StringBuilder();

  private ScenarioWriter(Scenario scenario) {
    this.scenario = scenario;
  }

  /** The text of the file. */
  public static String write(Scenario scenario) {
    return new ScenarioWriter(scenario).write();
  }

  private String write() {
    line("name  = " + Pairs.word(scenario.name()));
    if (!scenario.about().isEmpty()) {
      line("about = " + ConfigUtil.quoteString(scenario.about()));
    }
    line("seeds = " + ConfigUtil.quoteString(scenario.seeds().toString()));
    line("time  " + time(scenario.time()));
    Pairs grid = grid(scenario.grid());
    if (!grid.isEmpty()) {
      line("grid  " + grid);
    }
    block("buckets {", buckets(), "}");
    block("sites {", sites(), "}");
    block("links {", LinkWriter.write(scenario.links()), "}");
    block("workload {", workloads(), "}");
    List<String> timeline = new ArrayList<>();
    scenario.timeline().forEach(item -> timeline.add(HappeningWriter.write(item).toString()));
    block("timeline = [", timeline, "]");
    if (!scenario.swarm().equals(Swarm.NONE)) {
      line("swarm { switch-off-each = " + Units.SHARE.write(scenario.swarm().switchOffEach())
          + " }");
    }
    block("checks = [", scenario.checks().stream().map(ScenarioWriter::check).toList(), "]");
    names("cover", scenario.cover());
    if (!scenario.expect().isPass()) {
      line("expect { violation = " + Pairs.list(scenario.expect().violated()) + " }");
    }
    names("without", scenario.without());
    return page.toString();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void block(String open, List<String> lines, String close) {
    if (!lines.isEmpty()) {
      line(open);
      lines.forEach(text -> line("  " + text));
      line(close);
    }
  }

  private void names(String key, Collection<String> names) {
    if (!names.isEmpty()) {
      line(key + " = " + Pairs.list(names));
    }
  }

  private static Pairs time(Times time) {
    return new Pairs()
        .add("warmup", HappeningWriter.time(time.warmup()))
        .add("run", HappeningWriter.time(time.run()))
        .add("settle", HappeningWriter.time(time.settle()));
  }

  private static Pairs grid(GridSetting grid) {
    GridSetting standard = GridSetting.STANDARD;
    return new Pairs()
        .addIf(grid.shards() != standard.shards(), "shards", grid.shards())
        .addIf(!grid.preset().equals(standard.preset()), "preset", grid.preset())
        .addIf(
            !grid.driftBound().equals(standard.driftBound()),
            "drift-bound",
            HappeningWriter.time(grid.driftBound()))
        .addIf(!grid.tick().equals(standard.tick()), "tick", HappeningWriter.time(grid.tick()));
  }

  private List<String> buckets() {
    List<String> lines = new ArrayList<>();
    scenario.buckets().forEach((name, bucket) -> {
      BucketSetting standard = BucketSetting.STANDARD;
      Pairs pairs = new Pairs()
          .addIf(
              !bucket.copies().equals(standard.copies()),
              "copies",
              bucket.copies().toString())
          .addIf(
              !bucket.durability().equals(standard.durability()),
              "durability",
              bucket.durability());
      bucket.ttl().ifPresent(ttl -> pairs.add("ttl", HappeningWriter.time(ttl)));
      lines.add(Pairs.key(name) + " " + pairs);
    });
    return lines;
  }

  private List<String> sites() {
    return scenario.blocks().stream()
        .map(block -> block.name() + " " + site(block))
        .toList();
  }

  private static Pairs site(SiteBlock block) {
    Pairs pairs = new Pairs()
        .addIf(block.count() != 0, "count", block.count())
        .add("nodes", block.nodes())
        .addIf(block.disk() != Disk.SSD, "disk", block.disk());
    if (!block.clock().equals(ClockSetting.EXACT)) {
      pairs.section("clock", clock(block.clock()));
    }
    return pairs
        .addIf(!block.dialable(), "dialable", false)
        .addIf(!block.seeds().isEmpty(), "seeds", Pairs.list(block.seeds()));
  }

  private static Pairs clock(ClockSetting clock) {
    return new Pairs()
        .textIf(
            !clock.offset().equals(ClockSetting.EXACT.offset()),
            "offset",
            DistributionText.write(clock.offset(), Units.TIME))
        .addIf(clock.driftPpm() != 0, "drift", Units.PPM.write(clock.driftPpm()));
  }

  private List<String> workloads() {
    List<String> lines = new ArrayList<>();
    for (Workload workload : scenario.workloads()) {
      lines.add(Pairs.key(workload.name()) + " {");
      workload(workload).lines().forEach(text -> lines.add("  " + text));
      lines.add("  mix = [");
      workload.mix().forEach(operation -> lines.add("    " + operation(operation)));
      lines.add("  ]");
      lines.add("}");
    }
    return lines;
  }

  private static Pairs workload(Workload workload) {
    Optional<String> rate = DistributionText.writeGaps(workload.gap());
    return new Pairs()
        .addIf(!workload.on().equals(List.of("all")), "on", Pairs.list(workload.on()))
        .addIf(workload.clients() != 1, "clients-per-node", workload.clients())
        .addIf(workload.roams() > 0, "roams", Units.SHARE.write(workload.roams()))
        .text(
            rate.isPresent() ? "rate" : "gap",
            rate.orElseGet(() -> DistributionText.write(workload.gap(), Units.TIME)))
        .textIf(!workload.script().isEmpty(), "script", String.join(" ", workload.script()))
        .addIf(!workload.only().isEmpty(), "only", Pairs.list(workload.only()));
  }

  private static Pairs operation(OperationSpec operation) {
    Pairs pairs = new Pairs().addIf(operation.weight() != 1, "weight", operation.weight());
    HappeningWriter.operation(operation, pairs);
    return pairs;
  }

  private static String check(CheckSpec check) {
    if (check.settings().isEmpty()) {
      return check.name();
    }
    Pairs pairs = new Pairs();
    for (Setting setting : Setting.values()) {
      String value = check.settings().get(setting.toString());
      if (value != null) {
        String key = setting == Setting.WITHIN ? check.name() : setting.toString();
        pairs.add(key, value(setting, value));
      }
    }
    return pairs.toString();
  }

  private static String value(Setting setting, String value) {
    return switch (setting.measure()) {
      case NANOSECONDS -> Units.TIME.write(Long.parseLong(value));
      case BYTES -> Units.SIZE.write(Long.parseLong(value));
      case COUNT, NUMBER, HEAL -> value;
    };
  }
}
