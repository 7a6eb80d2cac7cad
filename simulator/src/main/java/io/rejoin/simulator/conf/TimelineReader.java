package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.Units;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code clocks} and {@code timeline}. */
final class TimelineReader {
  private final Fields scenario;
  private final HappeningReader happenings;
  private final Duration run;

  TimelineReader(Fields scenario, Names names, Duration run) {
    this.scenario = scenario;
    this.run = run;
    happenings = new HappeningReader(names);
  }

  List<TimelineItem> read() {
    List<TimelineItem> timeline = new ArrayList<>();
    for (Tree tree : scenario.items("clocks")) {
      Fields fields = scenario.in(tree, Vocabulary.CLOCK_CHANGE);
      Duration at = at(fields);
      happenings
          .clock(fields)
          .filter(change -> at.compareTo(run) < 0)
          .ifPresent(change -> timeline.add(TimelineItem.at(at, change)));
    }
    for (Tree tree : scenario.items("timeline")) {
      item(scenario.in(tree, Vocabulary.ITEM)).ifPresent(timeline::add);
    }
    return timeline;
  }

  private Duration at(Fields fields) {
    Duration at = fields.get("at", Duration.ZERO, Kind.POSITIVE_DURATION);
    if (at.compareTo(run) >= 0) {
      fields.complain(
          "at", "is behind the end of the run, which lasts " + Units.TIME.write(run.toNanos()));
    }
    return at;
  }

  private Optional<TimelineItem> item(Fields fields) {
    Optional<String> kind = kind(fields);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (!fields.has("at") && !fields.has("every")) {
      fields.complain("at", "is missing: when does it happen?");
    }
    Duration at = at(fields);
    Optional<Distribution> every = fields.find("every", Kind.TIMES);
    Optional<Happening> read = happenings.read(kind.get(), fields);
    return read.filter(happening -> at.compareTo(run) < 0).flatMap(happening -> {
      Optional<Distribution> lasts = lasts(kind.get(), happening, fields);
      return fields.make(() -> new TimelineItem(at, every, lasts, happening));
    });
  }

  private static Optional<Distribution> lasts(String kind, Happening happening, Fields fields) {
    if (kind.equals("flap") && !(happening instanceof Happening.Flap)) {
      if (fields.has("for")) {
        fields.complain("for", "says the same as down: give the flap an up, or leave this out");
      }
      return fields
          .section("flap", Vocabulary.TIMELINE_FLAP)
          .flatMap(flap -> flap.find("down", Kind.TIMES));
    }
    if (fields.has("for") && !happening.lasts() && !(happening instanceof Happening.Crash)) {
      fields.complain("for", "says nothing to " + kind + ", which does not last");
    }
    return fields.find("for", Kind.TIMES);
  }

  /** The one key that says what happens. */
  private static Optional<String> kind(Fields fields) {
    List<String> kinds = new ArrayList<>();
    for (String kind : new TreeSet<>(Vocabulary.KINDS.keySet())) {
      if (fields.has(kind)) {
        kinds.add(kind);
      }
    }
    if (kinds.equals(List.of("crash", "old-image"))) {
      kinds.remove("old-image");
    }
    if (kinds.size() != 1) {
      String all = String.join(", ", new TreeSet<>(Vocabulary.KINDS.keySet()));
      fields
          .complaints()
          .add(
              fields.where(),
              kinds.isEmpty()
                  ? "an item of the timeline says what happens: one of " + all
                  : "one item cannot be " + String.join(" and ", kinds) + " at once");
      return Optional.empty();
    }
    String kind = kinds.get(0);
    checkExtras(kind, fields);
    return Optional.of(kind);
  }

  private static void checkExtras(String kind, Fields fields) {
    List<String> fit = new ArrayList<>(List.of("at", "every", "for", kind));
    fit.addAll(Vocabulary.KINDS.getOrDefault(kind, List.of()));
    if (kind.equals("crash")) {
      fit.add("old-image");
    }
    for (String key : Vocabulary.ITEM.keys()) {
      if (fields.has(key) && !fit.contains(key)) {
        fields.complain(key, "says nothing to " + kind + ", which takes " + String.join(", ", fit));
      }
    }
  }
}
