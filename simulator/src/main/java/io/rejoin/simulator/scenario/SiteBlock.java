package io.rejoin.simulator.scenario;

import java.util.List;

/**
 * Sites that are alike. A block without a count is one site of its name, {@code depot} with the
 * count 8 is the sites {@code depot-1} to {@code depot-8}; nodes are {@code depot-3/1} and so on.
 *
 * @param count of sites, 0 for one site that has the block's name
 * @param nodes of each site
 * @param clock of each node, drawn for each
 * @param dialable whether others can dial these nodes, else they only dial
 * @param seeds names of nodes, sites or blocks whose first nodes these nodes know from the start;
 *     empty for the first nodes of the first dialable sites
 */
public record SiteBlock(
    String name,
    int count,
    int nodes,
    Disk disk,
    ClockSetting clock,
    boolean dialable,
    List<String> seeds) {
  private static final int MOST = 10_000;

  public SiteBlock {
    seeds = List.copyOf(seeds);
    if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "a site's name is lower-case letters, digits and hyphens, not '" + name + "'");
    }
    if (count < 0 || count > MOST || nodes < 1 || nodes > MOST) {
      throw new IllegalArgumentException(
          "count and nodes are 1 to " + MOST + ", not " + count + " and " + nodes);
    }
  }

  /** A block of one site with default disks and clocks that others can dial. */
  public static SiteBlock of(String name, int count, int nodes) {
    return new SiteBlock(name, count, nodes, Disk.SSD, ClockSetting.EXACT, true, List.of());
  }
}
