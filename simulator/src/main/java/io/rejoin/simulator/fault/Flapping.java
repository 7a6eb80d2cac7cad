package io.rejoin.simulator.fault;

import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.scenario.Happening.Flap;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.Draws;
import io.rejoin.simulator.world.Names;
import io.rejoin.simulator.world.Purpose;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Links that come and go. The nodes of a site go together, as they share its uplink, and keep the
 * links among them.
 */
record Flapping(SimGrid grid, Topology topology) {

  /** The links of one site, and the times that are drawn for it. */
  private record Uplink(Cut cut, Flap flap, long subject) {}

  /** Begins with all of them gone; {@code subject} is what its chances are drawn for. */
  void begin(Flap flap, Running now, long subject) {
    SortedMap<String, SortedSet<Integer>> sites = new TreeMap<>();
    for (int number : now.nodes()) {
      String site = topology.nodes().get(number).site();
      sites.computeIfAbsent(site, any -> new TreeSet<>()).add(number);
    }
    sites.forEach((site, nodes) -> {
      Cut cut = Cut.between(nodes, topology.rest(nodes));
      goDown(new Uplink(cut, flap, Draws.subject(subject, Names.subject(site))), now, 0);
    });
  }

  private void goDown(Uplink uplink, Running now, long turn) {
    grid.cut(uplink.cut);
    Runnable up = () -> grid.heal(uplink.cut);
    now.undo(up);
    now.later(time(uplink, uplink.flap.down(), turn), () -> {
      now.undoNow(up, false);
      now.later(time(uplink, uplink.flap.up(), turn + 1), () -> goDown(uplink, now, turn + 2));
    });
  }

  private long time(Uplink uplink, Distribution times, long turn) {
    Draws draws = grid.world().draws();
    return Math.max(
        1,
        times.nanos(
            draws.unit(Purpose.FLAP, uplink.subject, 2 * turn),
            draws.unit(Purpose.FLAP, uplink.subject, 2 * turn + 1)));
  }
}
