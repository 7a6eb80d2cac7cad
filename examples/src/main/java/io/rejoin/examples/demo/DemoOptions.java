package io.rejoin.examples.demo;

import io.rejoin.examples.data.Ports;
import io.rejoin.examples.demo.grid.Engine;
import io.rejoin.server.BadInput;

/**
 * What the demo plays; the same options give the same day of shopping.
 *
 * @param copies nodes that keep a cart, each at another site; 0 if every node does
 */
public record DemoOptions(
    int sites, int nodesPerSite, int baskets, long seed, int copies, Engine engine) {
  private static final int MOST_NODES = 24;
  private static final int FEWEST_COPIES = 2;

  public DemoOptions {
    within("--sites", sites, 2, Math.min(MOST_NODES, Ports.mostSites()));
    within("--nodes-per-site", nodesPerSite, 1, MOST_NODES / sites);
    within("--baskets", baskets, 1, Integer.MAX_VALUE);
    if (copies != 0 && (copies < FEWEST_COPIES || copies > sites)) {
      throw new BadInput(
          "--copies is %d and must be from %d to %d, the number of sites: a site is lost, and each"
                  .formatted(copies, FEWEST_COPIES, sites)
              + " copy is at another one");
    }
    if (copies != 0 && engine.hasMaps()) {
      throw new BadInput("--copies cannot be with --engine %s: the map of each site has every cart"
          .formatted(engine));
    }
  }

  private static void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadInput(
          "%s is %d and must be from %d to %d".formatted(option, value, least, most));
    }
  }

  public int nodes() {
    return sites * nodesPerSite;
  }
}
