package io.rejoin.simulator.grid;

import io.rejoin.simulator.world.Network;
import java.util.Arrays;

/** Who is cut off from somebody; remembered while nothing changes. */
final class Reach {
  private final SimGrid grid;
  private final boolean[] cutOff;
  private final long[] asOf;
  private long lives;

  Reach(SimGrid grid, int nodes) {
    this.grid = grid;
    cutOff = new boolean[nodes];
    asOf = new long[nodes];
    Arrays.fill(asOf, -1);
  }

  /** A process has started or ended. */
  void changed() {
    lives++;
  }

  boolean isCutOff(int number) {
    long now = grid.network().version() + lives;
    if (asOf[number] != now || grid.network().flaps()) {
      asOf[number] = now;
      cutOff[number] = look(number);
    }
    return cutOff[number];
  }

  private boolean look(int number) {
    for (SimNode other : grid.nodes()) {
      if (other.number() != number && other.lives() > 0 && !other.hasLeft()) {
        if (misses(number, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean misses(int number, SimNode other) {
    Network network = grid.network();
    int there = other.number();
    boolean apart = !other.isUp() || network.isCut(number, there) || network.isCut(there, number);
    return apart && network.isLinked(number, there);
  }
}
