package io.rejoin.simulator.grid;

import java.util.List;

/**
 * Where a node stands.
 *
 * @param number from 0
 * @param site name of its failure domain
 * @param dialable whether others can dial it, else it only dials
 * @param seeds addresses it knows from the start
 */
public record Place(int number, String site, boolean dialable, List<String> seeds) {
  public Place {
    seeds = List.copyOf(seeds);
  }

  public String name() {
    return "n" + number;
  }

  public String address() {
    return name() + ":1";
  }
}
