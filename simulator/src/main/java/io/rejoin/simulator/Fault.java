package io.rejoin.simulator;

import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.world.Cut;
import java.time.Duration;
import java.util.List;

/** Something bad that begins, lasts and ends. */
public sealed interface Fault {

  void begin(SimGrid grid);

  void end(SimGrid grid);

  /** Nothing passes between the groups, or only in the one direction. */
  record Partition(List<Integer> some, List<Integer> others, Cut cut) implements Fault {
    static Partition between(List<Integer> some, List<Integer> others) {
      return new Partition(some, others, Cut.between(some, others));
    }

    static Partition oneWay(List<Integer> from, List<Integer> to) {
      return new Partition(from, to, Cut.oneWay(from, to));
    }

    @Override
    public void begin(SimGrid grid) {
      grid.cut(cut);
    }

    @Override
    public void end(SimGrid grid) {
      grid.heal(cut);
    }
  }

  /** A process ends and starts again later, over its disk or over an empty one. */
  record Crash(int node, boolean diskLost, boolean silently) implements Fault {
    @Override
    public void begin(SimGrid grid) {
      grid.crash(node, diskLost ? DiskFate.LOST : DiskFate.KEPT, silently);
    }

    @Override
    public void end(SimGrid grid) {
      grid.start(node);
    }
  }

  /** A process stands still. */
  record Pause(int node, Duration time) implements Fault {
    @Override
    public void begin(SimGrid grid) {
      grid.pause(node);
    }

    @Override
    public void end(SimGrid grid) {
      grid.resume(node);
    }
  }

  /** The connections between two nodes break, and may be made again at once. */
  record Reset(int one, int other) implements Fault {
    @Override
    public void begin(SimGrid grid) {
      grid.network().reset(one, other);
    }

    @Override
    public void end(SimGrid grid) {
      // It ends as it begins.
    }
  }

  /** The network loses, doubles and mixes up frames. */
  record Storm(Climate storm, Climate back) implements Fault {
    @Override
    public void begin(SimGrid grid) {
      storm.over(grid);
    }

    @Override
    public void end(SimGrid grid) {
      back.over(grid);
    }
  }
}
