package io.rejoin.simulator.grid;

import io.rejoin.simulator.scenario.ClockSetting;
import io.rejoin.simulator.scenario.Disk;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a node stands.
 *
 * @param number from 0
 * @param name whose chances are its own
 * @param site name of its failure domain
 * @param dialable whether others can dial it, else it only dials
 * @param seeds addresses it knows from the start
 */
public record Place(
    int number,
    String name,
    String site,
    boolean dialable,
    List<String> seeds,
    Disk disk,
    ClockSetting clock) {
  /** Sites whose first nodes everybody knows. */
  private static final int SEED_SITES = 3;

  private static final ClockSetting TWO_SECONDS =
      new ClockSetting(Distribution.uniform(-2e9, 2e9), 0);

  public Place {
    seeds = List.copyOf(seeds);
  }

  /** A node with the name "n" and its number, and a clock that is right to two seconds. */
  public Place(int number, String site, boolean dialable, List<String> seeds) {
    this(number, "n" + number, site, dialable, seeds, Disk.SSD, TWO_SECONDS);
  }

  public String address() {
    return addressOf(name);
  }

  private static String addressOf(String name) {
    return name + ":1";
  }

  /** The places of a scenario's nodes. */
  static List<Place> of(Topology topology) {
    List<Place> places = new ArrayList<>();
    for (Topology.Node node : topology.nodes()) {
      places.add(new Place(
          node.number(),
          node.name(),
          node.site(),
          node.block().dialable(),
          seeds(topology, node),
          node.block().disk(),
          node.block().clock()));
    }
    return places;
  }

  /** The first nodes of what the block names, or of the first sites and the own one. */
  private static List<String> seeds(Topology topology, Topology.Node of) {
    Set<String> sites = new LinkedHashSet<>();
    Set<String> seeds = new LinkedHashSet<>();
    List<String> named = of.block().seeds();
    for (Topology.Node node : topology.nodes()) {
      boolean wanted = named.isEmpty()
          ? sites.size() < SEED_SITES || node.site().equals(of.site())
          : named.stream().anyMatch(name -> Topology.matches(node, name));
      boolean byName = named.contains(node.name());
      if (node.block().dialable() && wanted && (sites.add(node.site()) || byName)) {
        seeds.add(addressOf(node.name()));
      }
    }
    return List.copyOf(seeds);
  }
}
