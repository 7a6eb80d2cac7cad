package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.DistributionText;
import io.rejoin.simulator.conf.text.Units;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Bundle;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Corrupt;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.Evict;
import io.rejoin.simulator.scenario.Happening.FillDisk;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Happening.GiveBack;
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
import io.rejoin.simulator.scenario.OperationSpec;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.world.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Writes items of the timeline, as {@link HappeningReader} reads them. */
final class HappeningWriter {
  private static final List<String> REST = List.of("rest");

  private HappeningWriter() {}

  static Pairs write(TimelineItem item) {
    Pairs pairs = new Pairs().add("at", time(item.at()));
    item.every().ifPresent(every -> pairs.text("every", times(every)));
    add(item.happening(), pairs);
    item.lasts().ifPresent(lasts -> pairs.text("for", times(lasts)));
    return pairs;
  }

  private static void add(Happening happening, Pairs pairs) {
    if (happening instanceof Cut cut) {
      add(cut, pairs);
    } else if (happening instanceof Weather weather) {
      pairs.add("link", "\"" + ends(weather.some()) + " <-> " + ends(weather.others()) + "\"");
      add(weather.change(), pairs);
    } else if (happening instanceof Reset reset) {
      pairs.add("reset", Pairs.names(reset.some()));
      pairs.addIf(!reset.others().equals(REST), "from", Pairs.names(reset.others()));
    } else if (happening instanceof Introduce introduce) {
      pairs.add("introduce", Pairs.names(introduce.on()));
      pairs.add("to", Pairs.names(introduce.to()));
    } else if (happening instanceof Bundle bundle) {
      pairs.add("bundle", Pairs.names(bundle.on())).add("to", Pairs.names(bundle.to()));
      pairs.addIf(!bundle.after().isZero(), "after", time(bundle.after()));
    } else if (happening instanceof GiveBack back) {
      pairs.add("give-back", Pairs.names(back.on())).add("to", Pairs.names(back.to()));
      pairs.addIf(!back.after().isZero(), "after", time(back.after()));
    } else if (happening instanceof Evict evict) {
      pairs.add("evict", Pairs.names(evict.on())).add("by", Pairs.names(evict.by()));
    } else if (happening instanceof Readmit readmit) {
      pairs.add("readmit", Pairs.names(readmit.on())).add("by", Pairs.names(readmit.by()));
    } else if (happening instanceof Swizzle swizzle) {
      pairs.section("swizzle", swizzle(swizzle));
    } else if (happening instanceof Happening.Heal) {
      pairs.add("heal", "all");
    } else {
      addOfNodes(happening, Pairs.names(happening.on()), pairs);
    }
  }

  private static void add(Cut cut, Pairs pairs) {
    if (cut.groups().size() == 2) {
      pairs.add("cut", Pairs.names(cut.groups().get(0)));
      List<String> others = cut.groups().get(1);
      pairs.addIf(!others.equals(REST), "from", Pairs.names(others));
    } else {
      List<String> groups = cut.groups().stream().map(Pairs::list).toList();
      pairs.add("cut", "[" + String.join(", ", groups) + "]");
    }
    pairs.addIf(cut.direction() != Direction.BOTH, "direction", name(cut.direction()));
    pairs.addIf(!cut.bridge().isEmpty(), "bridge", Pairs.names(cut.bridge()));
  }

  private static String ends(List<String> names) {
    return String.join(", ", names);
  }

  private static void add(LinkChange change, Pairs pairs) {
    change.latency().ifPresent(latency -> pairs.text("latency", times(latency)));
    change.loss().ifPresent(share -> pairs.add("loss", Units.SHARE.write(share)));
    change.duplicate().ifPresent(share -> pairs.add("duplicate", Units.SHARE.write(share)));
    change.reorder().ifPresent(share -> pairs.add("reorder", Units.SHARE.write(share)));
    change.corrupt().ifPresent(share -> pairs.add("packet-corrupt", Units.SHARE.write(share)));
    change.bytesPerSecond().ifPresent(rate -> pairs.add("rate", Units.RATE.write(8 * rate)));
  }

  private static Pairs swizzle(Swizzle swizzle) {
    return new Pairs()
        .add("pick", swizzle.pick())
        .add("clog-over", time(swizzle.clogOver()))
        .add("hold", time(swizzle.hold()))
        .add("unclog", "random-order")
        .addIf(
            !swizzle.unclogOver().equals(swizzle.clogOver()),
            "unclog-over",
            time(swizzle.unclogOver()));
  }

  private static void addOfNodes(Happening happening, String on, Pairs pairs) {
    if (happening instanceof Crash crash) {
      pairs.add("crash", on);
      pairs.addIf(crash.disk() != DiskFate.KEPT, "disk", name(crash.disk()));
      crash.restartAfter().ifPresent(time -> pairs.add("restart-after", time(time)));
      pairs.addIf(!crash.stagger().isZero(), "stagger", time(crash.stagger()));
    } else if (happening instanceof OldImage image) {
      pairs.add("old-image", time(image.age())).add("on", on);
      pairs.add("restart-after", time(image.restartAfter()));
    } else if (happening instanceof Corrupt corrupt) {
      pairs.section("corrupt", new Pairs().add("on", on).add("what", name(corrupt.what())));
    } else if (happening instanceof FillDisk) {
      pairs.add("fill-disk", on);
    } else if (happening instanceof Pause) {
      pairs.add("pause", on);
    } else if (happening instanceof Slow slow) {
      pairs.add("slow", on).add("by", time(slow.by()));
    } else if (happening instanceof Join) {
      pairs.add("join", on);
    } else if (happening instanceof Leave) {
      pairs.add("leave", on);
    } else if (happening instanceof Flap flap) {
      pairs.section(
          "flap",
          new Pairs().add("on", on).text("down", times(flap.down())).text("up", times(flap.up())));
    } else if (happening instanceof ClockChange clock) {
      pairs.section("clock", clock(clock, on));
    } else if (happening instanceof Load load) {
      pairs.section("load", load(load, on));
    }
  }

  private static Pairs clock(ClockChange clock, String on) {
    Pairs pairs = new Pairs().add("on", on);
    clock.offset().ifPresent(offset -> pairs.add("offset", time(offset)));
    clock.driftPpm().ifPresent(drift -> pairs.add("drift", Units.PPM.write(drift)));
    return pairs.addIf(!clock.jump().isZero(), "jump", time(clock.jump()));
  }

  private static Pairs load(Load load, String on) {
    Pairs pairs = new Pairs().add("on", on).add("times", load.times());
    operation(load.operation(), pairs);
    return pairs;
  }

  /** What clients do, without its weight. */
  static void operation(OperationSpec operation, Pairs pairs) {
    OperationSpec plain = OperationSpec.of(1, operation.op(), operation.key());
    pairs
        .text("op", operation.op())
        .text("key", operation.key())
        .addIf(operation.values() != plain.values(), "values", operation.values())
        .addIf(operation.own(), "of", "own")
        .textIf(
            !operation.amount().equals(plain.amount()),
            "amount",
            DistributionText.write(operation.amount(), Units.NUMBER))
        .addIf(operation.size() != 0, "size", Units.SIZE.write(operation.size()))
        .textIf(!operation.level().equals(plain.level()), "level", operation.level());
  }

  static String time(Duration time) {
    return Units.TIME.write(time.toNanos());
  }

  static String times(Distribution times) {
    return DistributionText.write(times, Units.TIME);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
