package io.rejoin.simulator.conf;

import io.rejoin.simulator.scenario.ClockSetting;
import io.rejoin.simulator.scenario.Disk;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.world.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code sites}. */
final class SiteReader {
  private static final int MOST_NODES = 10_000;

  private SiteReader() {}

  static List<SiteBlock> read(Fields scenario) {
    List<SiteBlock> blocks = new ArrayList<>();
    List<Fields> read = new ArrayList<>();
    scenario.entries("sites").forEach(entry -> {
      Fields fields = scenario.in(entry.getValue(), Vocabulary.SITE);
      block(entry.getKey(), fields).ifPresent(blocks::add);
      read.add(fields);
    });
    if (!scenario.has("sites")) {
      scenario.complaints().add(scenario.where(), "a scenario needs the key sites");
    }
    Names names = new Names(blocks);
    read.forEach(fields -> fields.find("seeds", names.places()));
    int nodes = blocks.stream().mapToInt(SiteReader::nodes).sum();
    if (nodes > MOST_NODES) {
      scenario.complain("sites", "are at most " + MOST_NODES + " nodes, not " + nodes);
    }
    return blocks;
  }

  private static int nodes(SiteBlock block) {
    return (int) Math.min(MOST_NODES + 1L, Math.max(1L, block.count()) * block.nodes());
  }

  private static Optional<SiteBlock> block(String name, Fields fields) {
    int count = fields.get("count", 0, Kind.number(1, MOST_NODES));
    int nodes = fields.get("nodes", 1, Kind.number(1, MOST_NODES));
    Disk disk = fields.get("disk", Disk.SSD, Kind.choice("disk", Disk.class));
    ClockSetting clock = fields
        .section("clock", Vocabulary.CLOCK)
        .flatMap(SiteReader::clock)
        .orElse(ClockSetting.EXACT);
    boolean dialable = fields.get("dialable", true, Kind.flag());
    List<String> seeds = fields.get("seeds", List.of(), Kind.TEXTS);
    return fields.make(() -> new SiteBlock(name, count, nodes, disk, clock, dialable, seeds));
  }

  private static Optional<ClockSetting> clock(Fields fields) {
    Distribution offset = fields.get("offset", ClockSetting.EXACT.offset(), Kind.TIMES);
    double drift = fields.get("drift", 0.0, Kind.PPM);
    return fields.make(() -> new ClockSetting(offset, drift));
  }
}
