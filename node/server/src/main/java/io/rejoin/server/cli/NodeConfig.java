package io.rejoin.server.cli;

import io.rejoin.GridException;
import io.rejoin.grid.GridConfig;
import io.rejoin.server.BadInput;
import java.nio.file.Path;

/** The configuration file of a node that runs as a process: it keeps its data unless it says. */
final class NodeConfig {
  private static final Path DATA = Path.of("rejoin-data");

  private NodeConfig() {}

  static GridConfig parse(Path file) {
    try {
      GridConfig config = GridConfig.parse(file);
      return config.dataUnlessSaid(DATA.resolve(config.node().orElse("node")));
    } catch (GridException.InvalidConfiguration e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}
