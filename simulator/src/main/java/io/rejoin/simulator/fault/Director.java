package io.rejoin.simulator.fault;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.simulator.grid.Operators;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Bundle;
import io.rejoin.simulator.scenario.Happening.ClockChange;
import io.rejoin.simulator.scenario.Happening.Corrupt;
import io.rejoin.simulator.scenario.Happening.Crash;
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
import io.rejoin.simulator.scenario.Happening.Load;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Happening.Pause;
import io.rejoin.simulator.scenario.Happening.Readmit;
import io.rejoin.simulator.scenario.Happening.Reset;
import io.rejoin.simulator.scenario.Happening.Slow;
import io.rejoin.simulator.scenario.Happening.Swizzle;
import io.rejoin.simulator.scenario.Happening.Weather;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Network;
import io.rejoin.simulator.world.Purpose;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes happenings befall a grid, and ends them. What happens at once has begun and ended when
 * {@link #begin} returns; what lasts ends by itself, by its {@link Ending}, or by a heal. Several
 * faults of one kind may hold a node at a time: it is free when the last has ended.
 *
 * <p>Selectors are names: what is random in a scenario was drawn before.
 */
public final class Director {
  private static final String REST = "rest";

  private final SimGrid grid;
  private final Topology topology;
  private final Deeds deeds;
  private final Set<Running> running = new LinkedHashSet<>();
  private final Holds down = new Holds();
  private final Holds paused = new Holds();
  private final Holds full = new Holds();
  private final Map<String, Long> loads = new HashMap<>();

  public Director(SimGrid grid, Topology topology, Deeds deeds) {
    this.grid = grid;
    this.topology = topology;
    this.deeds = deeds;
  }

  /** Lets something befall the grid now. */
  public Ending begin(Happening what) {
    Running now = new Running(grid.world(), what, whom(what), this::over);
    running.add(now);
    grid.begins(what, now.nodes());
    if (!lasting(what, now)) {
      atOnce(what, now.nodes());
      now.end();
    }
    return now;
  }

  /** Ends all that lasts, in the order in which it began. */
  public void heal() {
    List.copyOf(running).forEach(Running::end);
  }

  private void over(Running one) {
    running.remove(one);
    grid.ended(one.what(), one.nodes());
  }

  // ---- whom

  private SortedSet<Integer> whom(Happening what) {
    if (what instanceof Happening.Cut cut) {
      return all(groups(cut));
    } else if (what instanceof Weather weather) {
      return all(groups(List.of(weather.some(), weather.others())));
    } else if (what instanceof Reset reset) {
      return all(groups(List.of(reset.some(), reset.others())));
    } else if (what instanceof Swizzle swizzle) {
      return picked(swizzle);
    }
    return numbers(what.on());
  }

  private SortedSet<Integer> numbers(List<String> names) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (Topology.Node node : topology.nodes()) {
      if (names.stream().anyMatch(name -> Topology.matches(node, name))) {
        numbers.add(node.number());
      }
    }
    return numbers;
  }

  /** The groups without the bridge. */
  private List<SortedSet<Integer>> groups(Happening.Cut cut) {
    SortedSet<Integer> bridge = numbers(cut.bridge());
    List<SortedSet<Integer>> groups = groups(cut.groups());
    groups.forEach(group -> group.removeAll(bridge));
    return groups;
  }

  /** {@code rest} is whoever no other group names. */
  private List<SortedSet<Integer>> groups(List<List<String>> names) {
    List<SortedSet<Integer>> groups = new ArrayList<>();
    names.forEach(group -> groups.add(numbers(group)));
    SortedSet<Integer> rest = topology.rest(all(groups));
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).contains(REST)) {
        groups.get(i).addAll(rest);
      }
    }
    return groups;
  }

  private static SortedSet<Integer> all(List<SortedSet<Integer>> groups) {
    SortedSet<Integer> all = new TreeSet<>();
    for (SortedSet<Integer> group : groups) {
      all.addAll(group);
    }
    return all;
  }

  /** As many as are asked for; each is drawn by its name. */
  private SortedSet<Integer> picked(Swizzle swizzle) {
    SortedSet<Integer> picked = new TreeSet<>();
    topology.nodes().stream()
        .sorted(Comparator.comparingDouble(node -> unit(swizzle, node, 0)))
        .limit(swizzle.pick())
        .forEach(node -> picked.add(node.number()));
    return picked;
  }

  private double unit(Swizzle swizzle, Topology.Node node, int n) {
    long subject = Draws.subject(subject(swizzle.toString()), Names.subject(node.name()));
    return grid.world().draws().unit(Purpose.FAULT, subject, n);
  }

  /** What begins at another time has other chances. */
  private long subject(String what) {
    return Draws.subject(Names.subject(what), grid.world().now());
  }

  // ---- what lasts

  /** Begins it, if it is something that lasts. */
  private boolean lasting(Happening what, Running now) {
    if (what instanceof Happening.Cut cut) {
      cut(cuts(cut), now);
    } else if (what instanceof Weather weather) {
      weather(weather, now);
    } else if (what instanceof Flap flap) {
      new Flapping(grid, topology).begin(flap, now, subject(flap.toString()));
    } else if (what instanceof Swizzle swizzle) {
      swizzle(swizzle, now);
    } else if (what instanceof Crash crash) {
      crash(crash, now);
    } else if (what instanceof OldImage image) {
      oldImage(image, now);
    } else if (what instanceof Pause) {
      hold(now, paused, grid::pause, grid::resume);
    } else if (what instanceof FillDisk) {
      hold(now, full, node -> grid.fillDisk(node, true), node -> grid.fillDisk(node, false));
    } else if (what instanceof Slow slow) {
      slow(slow, now);
    } else {
      return false;
    }
    return true;
  }

  private interface ToNode {
    void accept(int node);
  }

  private void hold(Running now, Holds holds, ToNode begin, ToNode end) {
    for (int node : now.nodes()) {
      if (holds.take(node)) {
        begin.accept(node);
      }
      now.undo(() -> {
        if (holds.release(node)) {
          end.accept(node);
        }
      });
    }
  }

  private Cut cuts(Happening.Cut cut) {
    List<SortedSet<Integer>> groups = groups(cut);
    if (cut.direction() == Direction.BOTH) {
      return Cut.apart(groups);
    }
    boolean out = cut.direction() == Direction.OUT;
    return Cut.oneWay(groups.get(out ? 0 : 1), groups.get(out ? 1 : 0));
  }

  private void cut(Cut cut, Running now) {
    grid.cut(cut);
    now.undo(() -> grid.heal(cut));
  }

  private void weather(Weather weather, Running now) {
    List<SortedSet<Integer>> ends = groups(List.of(weather.some(), weather.others()));
    Cut where = Cut.between(ends.get(0), ends.get(1));
    Network.Weather sky = new Network.Weather(where, weather.change()::over);
    grid.network().begin(sky);
    now.undo(() -> grid.network().end(sky));
  }

  private void slow(Slow slow, Running now) {
    for (int number : now.nodes()) {
      SimNode node = grid.node(number);
      grid.slow(number, node.slowness().plus(slow.by()));
      now.undo(() -> grid.slow(number, node.slowness().minus(slow.by())));
    }
  }

  /** Each of the nodes is cut off from all others for a while of its own. */
  private void swizzle(Swizzle swizzle, Running now) {
    long clogged = swizzle.clogOver().plus(swizzle.hold()).toNanos();
    for (int number : now.nodes()) {
      Topology.Node node = topology.nodes().get(number);
      Cut cut = Cut.between(Set.of(number), topology.rest(Set.of(number)));
      Runnable unclog = () -> grid.heal(cut);
      long from = share(swizzle.clogOver(), unit(swizzle, node, 1));
      long to = clogged + share(swizzle.unclogOver(), unit(swizzle, node, 2));
      now.later(from, () -> {
        grid.cut(cut);
        now.undo(unclog);
      });
      now.later(to, () -> now.undoNow(unclog, false));
    }
    now.later(clogged + swizzle.unclogOver().toNanos(), now::end);
  }

  private static long share(Duration time, double unit) {
    return (long) (unit * time.toNanos());
  }

  // ---- crashes

  /** A process that ends is noticed by its peers; a machine without power is not. */
  private void crash(Crash crash, Running now) {
    boolean silently = crash.disk() != DiskFate.KEPT;
    long wait = 0;
    for (int node : now.nodes()) {
      Runnable restart = () -> restart(node);
      Runnable begin = () -> {
        if (isThere(node)) {
          down.take(node);
          grid.crash(node, crash.disk(), silently);
          now.undo(restart);
        }
      };
      if (wait == 0) {
        begin.run();
      } else {
        now.later(wait, begin);
      }
      long from = wait;
      crash
          .restartAfter()
          .ifPresent(time -> now.later(from + time.toNanos(), () -> now.undoNow(restart, false)));
      wait += crash.stagger().toNanos();
    }
    long last = Math.max(0, wait - crash.stagger().toNanos());
    crash.restartAfter().ifPresent(time -> now.later(last + time.toNanos(), now::end));
  }

  private void oldImage(OldImage image, Running now) {
    World world = grid.world();
    long time = world.now() - image.age().toNanos();
    for (int node : now.nodes()) {
      if (isThere(node)) {
        down.take(node);
        grid.crash(node, DiskFate.KEPT, true);
        now.undo(() -> {
          grid.restore(node, time);
          restart(node);
        });
      }
    }
    now.later(image.restartAfter().toNanos(), now::end);
  }

  private void restart(int node) {
    if (down.release(node)) {
      grid.start(node);
    }
  }

  /** Whether it has ever started and has not left. */
  private boolean isThere(int node) {
    return grid.node(node).lives() > 0 && !grid.node(node).hasLeft();
  }

  // ---- what happens at once

  private void atOnce(Happening what, SortedSet<Integer> nodes) {
    if (what instanceof Heal) {
      running.stream().filter(one -> one.what() != what).toList().forEach(Running::end);
    } else if (what instanceof Join) {
      nodes.forEach(grid::start);
    } else if (what instanceof Leave) {
      nodes.forEach(grid::leave);
    } else if (what instanceof Corrupt corrupt) {
      nodes.forEach(node -> grid.damage(node, corrupt.what()));
    } else if (what instanceof ClockChange change) {
      nodes.forEach(node -> change(change, grid.node(node)));
    } else if (what instanceof Introduce introduce) {
      SortedSet<Integer> to = numbers(introduce.to());
      nodes.forEach(node -> to.forEach(other -> Operators.introduce(grid, node, other)));
    } else if (what instanceof Bundle bundle) {
      nodes.forEach(node -> carry(bundle, node));
    } else if (what instanceof GiveBack back) {
      nodes.forEach(node -> giveBack(back, node));
    } else if (what instanceof Evict evict) {
      numbers(evict.by()).forEach(by -> nodes.forEach(node -> Operators.evict(grid, by, node)));
    } else if (what instanceof Readmit readmit) {
      numbers(readmit.by()).forEach(by -> nodes.forEach(node -> Operators.readmit(grid, by, node)));
    } else if (what instanceof Reset reset) {
      List<SortedSet<Integer>> ends = groups(List.of(reset.some(), reset.others()));
      ends.get(0).forEach(one -> ends.get(1).forEach(other -> grid.reset(one, other)));
    } else if (what instanceof Load load) {
      nodes.forEach(node -> load(load, node));
    }
  }

  /** The file is on its way whatever befalls the nodes meanwhile. */
  private void carry(Bundle bundle, int from) {
    List<Bytes> pieces = Operators.export(grid, from);
    grid.world()
        .after(
            bundle.after(),
            () -> numbers(bundle.to()).forEach(node -> Operators.take(grid, node, pieces)));
  }

  private void giveBack(GiveBack back, int from) {
    SortedMap<EntryKey, State> kept = Operators.keep(grid, from);
    grid.world()
        .after(
            back.after(),
            () -> numbers(back.to()).forEach(node -> Operators.giveBack(grid, node, kept)));
  }

  private static void change(ClockChange change, SimNode node) {
    change.offset().ifPresent(node.clock()::set);
    change.driftPpm().ifPresent(node.clock()::drift);
    node.clock().jump(change.jump());
  }

  private void load(Load load, int node) {
    String session = grid.node(node).name() + "#load";
    for (int i = 0; i < load.times(); i++) {
      long n = loads.merge(session, 1L, Long::sum) - 1;
      deeds
          .deed(load.operation(), node, session, n)
          .ifPresent(deed -> grid.clients().attempt(session, n, node, deed, attempt -> {}));
    }
  }
}
