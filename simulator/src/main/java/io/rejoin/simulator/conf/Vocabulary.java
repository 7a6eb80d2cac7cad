package io.rejoin.simulator.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every key that a scenario may have, by section. Nothing else is accepted. */
enum Vocabulary {
  SCENARIO(
      "a scenario",
      "name about seeds time grid buckets sites profiles links workload clocks timeline swarm"
          + " checks cover expect without quick"),
  TIME("time", "warmup run settle"),
  GRID("grid", "shards preset drift-bound tick"),
  BUCKET("a bucket", "copies durability ttl"),
  SITE("a block of sites", "count nodes disk clock dialable seeds"),
  CLOCK("a clock", "offset drift"),
  LINK("a link", "profile latency loss duplicate reorder packet-corrupt rate queue handover flap"),
  RATES("rate", "down up"),
  HANDOVER("handover", "every spike spike-loss width"),
  FLAP("flap", "down up"),
  WORKLOAD("a workload", "on clients-per-node roams rate gap mix script only"),
  OPERATION("an operation", "weight op key values of amount size level"),
  CLOCK_CHANGE("a change of clocks", "on at offset drift jump"),
  /** Keys of every item of the timeline; {@link #KINDS} has the others. */
  ITEM("an item of the timeline", "at every for"),
  CORRUPT("corrupt", "on what"),
  SWIZZLE("swizzle", "pick clog-over hold unclog unclog-over"),
  TIMELINE_FLAP("a flap of the timeline", "on down up"),
  CLOCK_ITEM("a change of clocks in the timeline", "on offset drift jump"),
  LOAD("load", "on times op key values of amount size level"),
  SWARM("swarm", "switch-off-each"),
  CHECK("a check", ""),
  EXPECT("expect", "violation");

  /** What can befall a grid: the key that says so, and those that go with it. */
  static final Map<String, List<String>> KINDS = Map.ofEntries(
      Map.entry("cut", List.of("from", "direction", "bridge")),
      Map.entry(
          "link", List.of("latency", "loss", "duplicate", "reorder", "packet-corrupt", "rate")),
      Map.entry("flap", List.of("on")),
      Map.entry("swizzle", List.of()),
      Map.entry("crash", List.of("disk", "restart-after", "stagger")),
      Map.entry("old-image", List.of("on", "restart-after")),
      Map.entry("corrupt", List.of()),
      Map.entry("fill-disk", List.of()),
      Map.entry("disk-full", List.of()),
      Map.entry("pause", List.of()),
      Map.entry("slow", List.of("by")),
      Map.entry("reset", List.of("from")),
      Map.entry("join", List.of()),
      Map.entry("leave", List.of()),
      Map.entry("introduce", List.of("to")),
      Map.entry("bundle", List.of("to", "after")),
      Map.entry("give-back", List.of("to", "after")),
      Map.entry("evict", List.of("by")),
      Map.entry("readmit", List.of("by")),
      Map.entry("clock", List.of()),
      Map.entry("load", List.of()),
      Map.entry("heal", List.of()));

  private final String title;
  private final String words;

  Vocabulary(String title, String words) {
    this.title = title;
    this.words = words;
  }

  /** Such as "a block of sites", for messages. */
  String title() {
    return title;
  }

  /** In the order in which they are documented. */
  List<String> keys() {
    List<String> keys =
        new ArrayList<>(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    if (this == ITEM) {
      KINDS.keySet().stream().sorted().forEach(keys::add);
      KINDS.values().stream().flatMap(List::stream).distinct().sorted().forEach(keys::add);
    } else if (this == CHECK) {
      for (var setting : io.rejoin.simulator.scenario.CheckName.Setting.values()) {
        keys.add(setting.toString());
      }
      keys.addAll(io.rejoin.simulator.scenario.CheckName.all());
    }
    return keys.stream().distinct().toList();
  }
}
