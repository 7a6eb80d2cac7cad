package io.rejoin.simulator.report;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.Place;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Direction;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.World;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Five nodes at three sites; site c is cut off from 10 s to 20 s and a node of b is down from 12 s
 * to 15 s. A client at each node adds something to one set every half second from 2 s to 25 s;
 * at 3 s another one removes what is not there.
 */
public final class RecordedRun {
  public static final Duration WARMUP = Duration.ofSeconds(2);
  public static final EntryKey KEY = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("manifest/a"));

  private static final List<String> SITES = List.of("a", "a", "b", "b", "c");
  private static final Happening CUT =
      new Happening.Cut(List.of(List.of("c"), List.of("a", "b")), List.of(), Direction.BOTH);
  private static final Happening CRASH =
      new Happening.Crash(List.of("n3"), Happening.DiskFate.KEPT, Optional.empty(), Duration.ZERO);

  private final World world = new World(7);
  private final SimGrid grid;
  private final StringWriter trace = new StringWriter();
  private final List<String> live = new ArrayList<>();
  private final Recorder recorder;

  private RecordedRun(boolean watched) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < SITES.size(); i++) {
      places.add(new Place(i, SITES.get(i), true, List.of("n0:1", "n1:1")));
    }
    GridSetting setting = new GridSetting(4, "simulation", Duration.ofMinutes(5));
    grid = new SimGrid(world, setting, places, Duration.ZERO);
    Terminal terminal = new Terminal(false, WARMUP);
    recorder = new Recorder(WARMUP, each -> live.add(terminal.line(each)), KEY);
    if (watched) {
      grid.observe(recorder);
      grid.observe(new TextTrace(new PrintWriter(trace), grid));
    }
  }

  /** Runs it, always the same way. */
  public static RecordedRun run() {
    RecordedRun run = new RecordedRun(true);
    run.go();
    return run;
  }

  /** Runs it with nobody to take it down. */
  static RecordedRun unwatched() {
    RecordedRun run = new RecordedRun(false);
    run.go();
    return run;
  }

  /** A fingerprint of all that happened, and how much that was. */
  String fingerprint() {
    return world.trace() + " of " + world.steps();
  }

  public Recording recording() {
    return recorder.recording();
  }

  List<String> live() {
    return live;
  }

  List<String> trace() {
    return trace.toString().lines().toList();
  }

  private void go() {
    for (int node = 0; node < SITES.size(); node++) {
      grid.start(node);
    }
    for (int step = 4; step < 50; step++) {
      for (int node = 0; node < SITES.size(); node++) {
        add(node, step);
      }
    }
    Deed<?> idle = new Deed<>(KEY, AddWinsSet.TYPE, new AddWinsSet.Remove(Bytes.utf8("none")));
    at(3, () -> grid.clients().attempt("n0#2", 0, 0, idle, heard -> {}));
    Cut cut = Cut.between(List.of(4), List.of(0, 1, 2, 3));
    at(10, () -> {
      grid.cut(cut);
      grid.begins(CUT, nodes(4));
    });
    at(12, () -> {
      grid.begins(CRASH, nodes(3));
      grid.crash(3, DiskFate.KEPT, true);
    });
    at(15, () -> grid.start(3));
    at(20, () -> {
      grid.heal(cut);
      grid.ended(CUT, nodes(4));
    });
    for (int second = 1; second <= 30; second++) {
      at(second, grid::sample);
    }
    world.runUntil(Duration.ofSeconds(30).toNanos());
  }

  private void at(int seconds, Runnable event) {
    world.at(Duration.ofSeconds(seconds).toNanos(), event);
  }

  private void add(int node, int step) {
    Bytes parcel = Bytes.utf8("parcel-" + node + "-" + step);
    Deed<?> deed = new Deed<>(KEY, AddWinsSet.TYPE, new AddWinsSet.Add(parcel));
    world.at(
        step * 500_000_000L + node,
        () -> grid.clients().attempt("n" + node + "#1", step, node, deed, heard -> {}));
  }

  private static SortedSet<Integer> nodes(int node) {
    return new TreeSet<>(List.of(node));
  }
}
