package io.rejoin.examples.demo.grid;

import java.nio.file.Path;
import java.util.List;

/**
 * Who a node is, whatever process plays it.
 *
 * @param grid the grid's name
 * @param plan of the grid
 * @param siteIndex place of its site in the grid
 * @param index its place within the site
 * @param id durable identity, 32 hex digits
 */
public record NodeSpec(String grid, Plan plan, int siteIndex, int index, String id) {

  public String site() {
    return plan.sites().get(siteIndex);
  }

  public String name() {
    return site() + "-" + (index + 1);
  }

  /** Another node at the same site, which comes after so many. */
  NodeSpec successor(int nodes, String newId) {
    return new NodeSpec(grid, plan, siteIndex, index + nodes, newId);
  }

  /** Where it keeps its data, in a folder of the whole grid. */
  Path data(Path folder) {
    return folder.resolve(name() + "-data");
  }

  /** The configuration file; port 0 lets the system choose. */
  String configuration(int gridPort, int httpPort, List<String> seeds, Path folder) {
    String addresses = plan.engine().addresses(gridPort, httpPort, seeds);
    return addresses + """
        rejoin {
          grid { name = "%s" }
          node { name = "%s", site = "%s", id = "%s" }
          network { preset = lan }
          data { dir = "%s" }
          %s
          drill { allowed = true }
        }
        """.formatted(grid, name(), site(), id, data(folder), plan.more());
  }
}
