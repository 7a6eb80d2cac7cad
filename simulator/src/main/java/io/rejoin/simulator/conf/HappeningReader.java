package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.Complaint;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Bundle;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Corrupt;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.Evict;
import io.rejoin.simulator.scenario.Happening.FillDisk;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Happening.GiveBack;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.Introduce;
import io.rejoin.simulator.scenario.Happening.Join;
import io.rejoin.simulator.scenario.Happening.Leave;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Happening.Load;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Happening.Pause;
import io.rejoin.simulator.scenario.Happening.Readmit;
import io.rejoin.simulator.scenario.Happening.Reset;
import io.rejoin.simulator.scenario.Happening.Slow;
import io.rejoin.simulator.scenario.Happening.Swizzle;
import io.rejoin.simulator.scenario.Happening.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what befalls the nodes: one kind of each item of the timeline. */
final class HappeningReader {
  private static final Duration RESTART = Duration.ofSeconds(10);
  private static final int MOST_TIMES = 1_000_000;
  private static final Pattern PAIR = Pattern.compile("(.*?)\\s*<->\\s*(.*)");

  private final Names names;

  HappeningReader(Names names) {
    this.names = names;
  }

  /** What the key says, if it can be read. */
  Optional<Happening> read(String kind, Fields item) {
    return switch (kind) {
      case "cut" -> cut(item);
      case "link" -> weather(item);
      case "flap" -> flap(item);
      case "swizzle" -> item.section("swizzle", Vocabulary.SWIZZLE).flatMap(this::swizzle);
      case "crash" -> crash(item);
      case "old-image" -> oldImage(item, "on");
      case "corrupt" -> item.section("corrupt", Vocabulary.CORRUPT).flatMap(this::corrupt);
      case "reset" -> item.make(() -> new Reset(some(item, "reset"), others(item, "from")));
      case "introduce" -> introduce(item);
      case "bundle" -> bundle(item);
      case "give-back" -> giveBack(item);
      case "evict" ->
        item.make(() -> new Evict(some(item, kind), item.need("by", List.of(), names.selectors())));
      case "readmit" ->
        item.make(
            () -> new Readmit(some(item, kind), item.need("by", List.of(), names.selectors())));
      case "clock" -> item.section("clock", Vocabulary.CLOCK_ITEM).flatMap(this::clock);
      case "load" -> item.section("load", Vocabulary.LOAD).flatMap(this::load);
      case "heal" -> item.find("heal", Kind.choice("heal", List.of("all"))).map(all -> new Heal());
      default -> simple(kind, item, some(item, kind));
    };
  }

  private Optional<Happening> simple(String kind, Fields item, List<String> on) {
    return switch (kind) {
      case "fill-disk", "disk-full" -> Optional.of(new FillDisk(on));
      case "pause" -> Optional.of(new Pause(on));
      case "slow" ->
        Optional.of(new Slow(on, item.need("by", Duration.ZERO, Kind.POSITIVE_DURATION)));
      case "join" -> Optional.of(new Join(on));
      case "leave" -> Optional.of(new Leave(on));
      default -> throw new IllegalStateException("no such happening: " + kind);
    };
  }

  private List<String> some(Fields item, String key) {
    return item.need(key, List.of(), names.selectors());
  }

  /** All others, if nobody says otherwise. */
  private List<String> others(Fields item, String key) {
    return item.get(key, List.of("rest"), names.selectors());
  }

  private Optional<Happening> cut(Fields item) {
    List<List<String>> groups = new ArrayList<>();
    Tree value = item.tree("cut").orElseThrow();
    boolean grouped = value instanceof Tree.Items list
        && list.items().stream().anyMatch(Tree.Items.class::isInstance);
    if (grouped) {
      groups.addAll(item.need("cut", List.of(), Kind.list(names.selectors())));
      if (item.has("from")) {
        item.complain("from", "says nothing to groups that are cut from each other");
      }
    } else {
      groups.add(some(item, "cut"));
      groups.add(others(item, "from"));
    }
    Direction direction =
        item.get("direction", Direction.BOTH, Kind.choice("direction", Direction.class));
    List<String> bridge = item.get("bridge", List.of(), names.selectors());
    return item.make(() -> new Cut(groups, bridge, direction));
  }

  private Optional<Happening> weather(Fields item) {
    LinkChange change = new LinkChange(
        item.find("latency", Kind.TIMES),
        item.find("loss", Kind.SHARE),
        item.find("duplicate", Kind.SHARE),
        item.find("reorder", Kind.SHARE),
        item.find("packet-corrupt", Kind.SHARE),
        item.find("rate", Kind.RATE));
    return item.find("link", this::pair)
        .flatMap(pair -> item.make(() -> new Weather(pair.get(0), pair.get(1), change)));
  }

  private List<List<String>> pair(Tree value) throws Complaint {
    Matcher pair = PAIR.matcher(Kind.TEXT.read(value));
    if (!pair.matches()) {
      throw new Complaint("must be \"a <-> b\"");
    }
    return List.of(ends(value, pair.group(1)), ends(value, pair.group(2)));
  }

  /** One or several names, with commas. */
  private List<String> ends(Tree value, String text) throws Complaint {
    List<String> ends = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (!name.isBlank()) {
        ends.add(names.selector().read(new Tree.Text(value.where(), name.strip())));
      }
    }
    return ends;
  }

  /** Without a time to be up, it is one outage of a drawn length. */
  private Optional<Happening> flap(Fields item) {
    return item.section("flap", Vocabulary.TIMELINE_FLAP).flatMap(flap -> {
      if (flap.has("on") == item.has("on")) {
        item.complain("flap", "needs on: the nodes whose links come and go");
        return Optional.empty();
      }
      List<String> on = some(flap.has("on") ? flap : item, "on");
      return flap.find("down", Kind.TIMES)
          .flatMap(down -> flap.has("up")
              ? flap.find("up", Kind.TIMES).map(up -> new Flap(on, down, up))
              : Optional.of(new Cut(List.of(on, List.of("rest")), List.of(), Direction.BOTH)));
    });
  }

  private Optional<Happening> swizzle(Fields fields) {
    int pick = fields.need("pick", 1, Kind.number(1, 10_000));
    Duration clog = fields.need("clog-over", Duration.ZERO, Kind.POSITIVE_DURATION);
    Duration hold = fields.get("hold", Duration.ZERO, Kind.POSITIVE_DURATION);
    fields.find("unclog", Kind.choice("order", List.of("random-order")));
    Duration unclog = fields.get("unclog-over", clog, Kind.POSITIVE_DURATION);
    return fields.make(() -> new Swizzle(pick, clog, hold, unclog));
  }

  private Optional<Happening> crash(Fields item) {
    if (item.has("old-image")) {
      return oldImage(item, "crash");
    }
    List<String> on = some(item, "crash");
    DiskFate disk = item.get("disk", DiskFate.KEPT, Kind.choice("disk", DiskFate.class));
    Optional<Duration> restart = item.find("restart-after", Kind.POSITIVE_DURATION);
    Duration stagger = item.get("stagger", Duration.ZERO, Kind.POSITIVE_DURATION);
    if (restart.isPresent() && item.has("for")) {
      item.complain("for", "says the same as restart-after: only one of them can be given");
    }
    return item.make(() -> new Crash(on, disk, restart, stagger));
  }

  private Optional<Happening> oldImage(Fields item, String who) {
    if (item.has("disk") || item.has("stagger")) {
      item.complain("old-image", "says what the disk is: disk and stagger do not go with it");
    }
    List<String> on = some(item, who);
    Duration age = item.need("old-image", Duration.ZERO, Kind.POSITIVE_DURATION);
    Duration restart = item.get("restart-after", RESTART, Kind.POSITIVE_DURATION);
    return item.make(() -> new OldImage(on, age, restart));
  }

  private Optional<Happening> corrupt(Fields fields) {
    List<String> on = some(fields, "on");
    Damage what = fields.get("what", Damage.RECORD, Kind.choice("damage", Damage.class));
    return fields.make(() -> new Corrupt(on, what));
  }

  private Optional<Happening> introduce(Fields item) {
    return item.make(() ->
        new Introduce(some(item, "introduce"), item.need("to", List.of(), names.selectors())));
  }

  private Optional<Happening> bundle(Fields item) {
    List<String> to = item.need("to", List.of(), names.selectors());
    Duration after = item.get("after", Duration.ZERO, Kind.POSITIVE_DURATION);
    return item.make(() -> new Bundle(some(item, "bundle"), to, after));
  }

  private Optional<Happening> giveBack(Fields item) {
    List<String> to = item.need("to", List.of(), names.selectors());
    Duration after = item.get("after", Duration.ZERO, Kind.POSITIVE_DURATION);
    return item.make(() -> new GiveBack(some(item, "give-back"), to, after));
  }

  /** A clock that is set, runs wrong or jumps. */
  Optional<Happening> clock(Fields fields) {
    List<String> on = some(fields, "on");
    Optional<Duration> offset = fields.find("offset", Kind.DURATION);
    Optional<Double> drift = fields.find("drift", Kind.PPM);
    Duration jump = fields.get("jump", Duration.ZERO, Kind.DURATION);
    if (!fields.has("offset") && !fields.has("drift") && !fields.has("jump")) {
      fields
          .complaints()
          .add(fields.where(), "a change of clocks has an offset, a drift or a jump");
    }
    return fields.make(() -> new ClockChange(on, offset, drift, jump));
  }

  private Optional<Happening> load(Fields fields) {
    List<String> on = some(fields, "on");
    int times = fields.need("times", 1, Kind.number(1, MOST_TIMES));
    return WorkloadReader.operation(fields, 1).map(operation -> new Load(on, operation, times));
  }
}
