package io.rejoin.grid;

import io.rejoin.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Nodes of a test in this process, on loopback and free ports. */
final class Islands implements AutoCloseable {
  static final GridConfig CONFIG =
      GridConfig.named("test").listen("127.0.0.1:0").allowDrill(true).with("shards", 64);

  private final List<Grid> grids = new ArrayList<>();

  /** Starts a node whose only seed is the first one. */
  Grid start(String name, UnaryOperator<GridConfig> more) {
    GridConfig config = more.apply(CONFIG.node(name));
    if (!grids.isEmpty()) {
      config = config.seeds(grids.get(0).address().orElseThrow());
    }
    Grid grid = Grid.start(config);
    grids.add(grid);
    return grid;
  }

  Grid start(String name) {
    return start(name, config -> config);
  }

  /** Waits until these nodes have the same content and know it. */
  static void converge(Grid... nodes) {
    Eventually.holds("equal roots", () -> {
      for (Grid node : nodes) {
        if (!node.status().converged()
            || !node.status().root().equals(nodes[0].status().root())) {
          return false;
        }
      }
      return true;
    });
  }

  /** Waits until each of these nodes has a link to every other. */
  static void meet(Grid... nodes) {
    for (Grid node : nodes) {
      Eventually.holds(
          "all linked",
          () -> node.status().peers().stream().filter(peer -> peer.linked()).count()
              == nodes.length - 1);
    }
  }

  @Override
  public void close() {
    grids.forEach(Grid::close);
  }
}
