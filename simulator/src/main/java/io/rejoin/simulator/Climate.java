package io.rejoin.simulator;

import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.world.LinkProfile;
import java.util.Optional;

/** The weather within sites and between them. */
public record Climate(LinkProfile inside, LinkProfile between) {

  Climate with(double loss, double duplicate, double reorder) {
    return new Climate(
        inside.with(loss, duplicate, reorder), between.with(loss, duplicate, reorder));
  }

  void over(SimGrid grid) {
    grid.network().wire((from, to) -> {
      String here = grid.node(from).place().site();
      return Optional.of(here.equals(grid.node(to).place().site()) ? inside : between);
    });
  }
}
