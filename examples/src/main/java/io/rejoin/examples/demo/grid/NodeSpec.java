package io.rejoin.examples.demo.grid;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who a node is, whatever process plays it.
 *
 * @param siteIndex place of its site in the grid
 * @param index its place within the site
 * @param id durable identity, 32 hex digits
 * @param more lines of its configuration
 */
public record NodeSpec(String grid, String site, int siteIndex, int index, String id, String more) {

  public String name() {
    return site + "-" + (index + 1);
  }

  /** Another node at the same site, which comes after so many. */
  NodeSpec successor(int nodes, String newId) {
    return new NodeSpec(grid, site, siteIndex, index + nodes, newId, more);
  }

  /** Where it keeps its data, in a folder of the whole grid. */
  Path data(Path folder) {
    return folder.resolve(name() + "-data");
  }

  /** The configuration file; port 0 lets the system choose. */
  String configuration(int gridPort, int httpPort, List<String> seeds, Path folder) {
    String quoted = seeds.stream().map(seed -> '"' + seed + '"').collect(Collectors.joining(", "));
    return """
        rejoin {
          grid { name = "%s" }
          node { name = "%s", site = "%s", id = "%s" }
          network { listen = "127.0.0.1:%d", seeds = [%s], preset = lan }
          http { listen = "127.0.0.1:%d" }
          data { dir = "%s" }
          %s
          drill { allowed = true }
        }
        """.formatted(grid, name(), site, id, gridPort, quoted, httpPort, data(folder), more);
  }
}
