package io.rejoin.examples.demo;

import io.rejoin.examples.data.Ports;
import io.rejoin.server.BadInput;

/** What the demo plays; the same options give the same day of shopping. */
public record DemoOptions(int sites, int nodesPerSite, int baskets, long seed) {
  private static final int MOST_NODES = 24;

  public DemoOptions {
    within("--sites", sites, 2, Math.min(MOST_NODES, Ports.mostSites()));
    within("--nodes-per-site", nodesPerSite, 1, MOST_NODES / sites);
    within("--baskets", baskets, 1, Integer.MAX_VALUE);
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
