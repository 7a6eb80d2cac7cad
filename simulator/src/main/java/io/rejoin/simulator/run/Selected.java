package io.rejoin.simulator.run;

import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Bundle;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Corrupt;
import io.rejoin.simulator.scenario.Happening.Crash;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Evict;
import io.rejoin.simulator.scenario.Happening.FillDisk;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Happening.GiveBack;
import io.rejoin.simulator.scenario.Happening.Introduce;
import io.rejoin.simulator.scenario.Happening.Join;
import io.rejoin.simulator.scenario.Happening.Leave;
import io.rejoin.simulator.scenario.Happening.Load;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Happening.Pause;
import io.rejoin.simulator.scenario.Happening.Readmit;
import io.rejoin.simulator.scenario.Happening.Reset;
import io.rejoin.simulator.scenario.Happening.Slow;
import io.rejoin.simulator.scenario.Happening.Weather;
import io.rejoin.simulator.scenario.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Puts names in place of what is said of nodes: a random truck becomes truck-3. */
final class Selected {
  private static final String REST = "rest";

  private final Topology topology;

  Selected(Topology topology) {
    this.topology = topology;
  }

  Happening in(Happening happening, RandomGenerator random) {
    if (happening instanceof Cut cut) {
      return in(cut, random);
    } else if (happening instanceof Weather weather) {
      List<List<String>> ends = ends(weather.some(), weather.others(), random);
      return new Weather(ends.get(0), ends.get(1), weather.change());
    } else if (happening instanceof Reset reset) {
      List<List<String>> ends = ends(reset.some(), reset.others(), random);
      return new Reset(ends.get(0), ends.get(1));
    } else if (happening instanceof Bundle bundle) {
      return new Bundle(on(bundle.on(), random), on(bundle.to(), random), bundle.after());
    } else if (happening instanceof GiveBack back) {
      return new GiveBack(on(back.on(), random), on(back.to(), random), back.after());
    } else if (happening instanceof Evict evict) {
      return new Evict(on(evict.on(), random), on(evict.by(), random));
    } else if (happening instanceof Readmit readmit) {
      return new Readmit(on(readmit.on(), random), on(readmit.by(), random));
    } else if (happening instanceof Introduce introduce) {
      return new Introduce(on(introduce.on(), random), on(introduce.to(), random));
    } else if (happening instanceof Flap flap) {
      return new Flap(on(flap.on(), random), flap.down(), flap.up());
    } else if (happening instanceof ClockChange clock) {
      return new ClockChange(
          on(clock.on(), random), clock.offset(), clock.driftPpm(), clock.jump());
    } else if (happening instanceof Load load) {
      return new Load(on(load.on(), random), load.operation(), load.times());
    }
    return ofOne(happening, random);
  }

  /** Those that befall single nodes. */
  private Happening ofOne(Happening happening, RandomGenerator random) {
    if (happening instanceof Crash crash) {
      return new Crash(on(crash.on(), random), crash.disk(), crash.restartAfter(), crash.stagger());
    } else if (happening instanceof OldImage image) {
      return new OldImage(on(image.on(), random), image.age(), image.restartAfter());
    } else if (happening instanceof Corrupt corrupt) {
      return new Corrupt(on(corrupt.on(), random), corrupt.what());
    } else if (happening instanceof FillDisk fill) {
      return new FillDisk(on(fill.on(), random));
    } else if (happening instanceof Pause pause) {
      return new Pause(on(pause.on(), random));
    } else if (happening instanceof Slow slow) {
      return new Slow(on(slow.on(), random), slow.by());
    } else if (happening instanceof Join join) {
      return new Join(on(join.on(), random));
    } else if (happening instanceof Leave leave) {
      return new Leave(on(leave.on(), random));
    }
    return happening;
  }

  private Cut in(Cut cut, RandomGenerator random) {
    SortedSet<Integer> bridge = topology.select(cut.bridge(), random);
    return new Cut(groups(cut.groups(), bridge, random), names(bridge), cut.direction());
  }

  private List<String> on(List<String> selectors, RandomGenerator random) {
    return names(topology.select(selectors, random));
  }

  /** The ends of links: one may be within the other, as with the links of a node to all. */
  private List<List<String>> ends(List<String> some, List<String> others, RandomGenerator random) {
    return some.contains(REST) || others.contains(REST)
        ? groups(List.of(some, others), new TreeSet<>(), random)
        : List.of(on(some, random), on(others, random));
  }

  /** Nobody is in two groups, and {@code rest} is those in none. */
  private List<List<String>> groups(
      List<List<String>> groups, SortedSet<Integer> outside, RandomGenerator random) {
    SortedSet<Integer> taken = new TreeSet<>(outside);
    List<SortedSet<Integer>> members = new ArrayList<>();
    for (List<String> group : groups) {
      SortedSet<Integer> chosen =
          topology.select(group.stream().filter(name -> !name.equals(REST)).toList(), random);
      chosen.removeAll(taken);
      taken.addAll(chosen);
      members.add(chosen);
    }
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).contains(REST)) {
        SortedSet<Integer> rest = topology.rest(taken);
        members.get(i).addAll(rest);
        taken.addAll(rest);
      }
    }
    return members.stream().map(this::names).toList();
  }

  /** Whole sites by their names, other nodes by theirs. */
  private List<String> names(SortedSet<Integer> numbers) {
    List<String> names = new ArrayList<>();
    for (String site : topology.sites()) {
      List<Topology.Node> nodes =
          topology.nodes().stream().filter(node -> node.site().equals(site)).toList();
      List<Topology.Node> chosen =
          nodes.stream().filter(node -> numbers.contains(node.number())).toList();
      if (chosen.size() == nodes.size()) {
        names.add(site);
      } else {
        chosen.forEach(node -> names.add(node.name()));
      }
    }
    return names;
  }
}
