package io.rejoin.simulator.report;

import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Bundle;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Corrupt;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.Evict;
import io.rejoin.simulator.scenario.Happening.GiveBack;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.Introduce;
import io.rejoin.simulator.scenario.Happening.LinkChange;
import io.rejoin.simulator.scenario.Happening.Load;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Happening.Readmit;
import io.rejoin.simulator.scenario.Happening.Reset;
import io.rejoin.simulator.scenario.Happening.Slow;
import io.rejoin.simulator.scenario.Happening.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Says in a few words what befalls whom. */
final class Wording {
  private final Names names;

  Wording(Names names) {
    this.names = names;
  }

  /** The word at the head of a line, such as CUT. */
  static String kind(Happening what) {
    return what instanceof Weather
        ? "LINKS"
        : what.kind().toUpperCase(Locale.ROOT).replace('-', ' ');
  }

  /** The word for its end. */
  static String endOf(Happening what) {
    return what instanceof Cut ? "HEAL" : "END";
  }

  /** Whom, and the particulars. */
  String what(Happening what, Collection<Integer> nodes) {
    if (what instanceof Cut cut) {
      return names.groups(cut.groups()) + bridge(cut) + way(cut.direction());
    } else if (what instanceof Weather weather) {
      return ends(weather.some(), weather.others(), " <-> ") + change(weather.change());
    } else if (what instanceof Reset reset) {
      return ends(reset.some(), reset.others(), " <-> ");
    } else if (what instanceof Introduce introduce) {
      return ends(introduce.on(), introduce.to(), " to ");
    } else if (what instanceof Bundle bundle) {
      return ends(bundle.on(), bundle.to(), " to ") + ", taken in " + time(bundle.after())
          + " later";
    } else if (what instanceof GiveBack back) {
      return ends(back.on(), back.to(), " to ") + ", what was kept beside them, "
          + time(back.after()) + " later";
    } else if (what instanceof Evict evict) {
      return ends(evict.on(), evict.by(), " by ");
    } else if (what instanceof Readmit readmit) {
      return ends(readmit.on(), readmit.by(), " by ");
    } else if (what instanceof Heal) {
      return "all";
    }
    return names.of(nodes) + particulars(what);
  }

  private String ends(List<String> some, List<String> others, String between) {
    return Names.few(some) + between + Names.few(others);
  }

  private static String particulars(Happening what) {
    if (what instanceof Crash crash) {
      return ", disk " + crash.disk().name().toLowerCase(Locale.ROOT);
    } else if (what instanceof OldImage image) {
      return ", restored from " + time(image.age()) + " before";
    } else if (what instanceof Corrupt corrupt) {
      return ", one " + corrupt.what().name().toLowerCase(Locale.ROOT);
    } else if (what instanceof Slow slow) {
      return " by " + time(slow.by());
    } else if (what instanceof ClockChange clock) {
      return clock(clock);
    } else if (what instanceof Load load) {
      return ", " + load.times() + " operations at once";
    }
    return "";
  }

  private static String clock(ClockChange clock) {
    List<String> words = new ArrayList<>();
    clock.offset().ifPresent(offset -> words.add("offset " + time(offset)));
    clock.driftPpm().ifPresent(drift -> words.add("drift " + Figures.plain(drift) + " ppm"));
    if (!clock.jump().isZero()) {
      words.add("jump " + time(clock.jump()));
    }
    return ", " + String.join(", ", words);
  }

  private static String bridge(Cut cut) {
    return cut.bridge().isEmpty() ? "" : ", bridge " + Names.few(cut.bridge());
  }

  private static String way(Direction direction) {
    return switch (direction) {
      case BOTH -> "";
      case IN -> " (hears nothing)";
      case OUT -> " (is not heard)";
    };
  }

  private static String change(LinkChange change) {
    List<String> words = new ArrayList<>();
    change.latency().ifPresent(any -> words.add("other latency"));
    change.loss().ifPresent(part -> words.add("loss " + percent(part)));
    change.duplicate().ifPresent(part -> words.add("duplicate " + percent(part)));
    change.reorder().ifPresent(part -> words.add("reorder " + percent(part)));
    change.corrupt().ifPresent(part -> words.add("corrupt " + percent(part)));
    change.bytesPerSecond().ifPresent(rate -> words.add("rate " + Figures.bytes(rate) + "/s"));
    return words.isEmpty() ? "" : ", " + String.join(", ", words);
  }

  private static String percent(double part) {
    return Figures.plain(part * 100) + "%";
  }

  private static String time(Duration time) {
    return Figures.span(time.toNanos());
  }
}
