package io.rejoin.antientropy.spec;

import java.util.Locale;

/**
 * Explores a configuration given as arguments: {@code NODES=3 ISLANDS=0 ADD=2 REMOVE=1 IMAGE=1
 * RESTORE=1 LIMIT=5000000 PROGRESS=1 SLIP=FORGET_ALONE}, each event of {@link Event} by its
 * name.
 */
final class Explore {
  private Explore() {}

  public static void main(String[] args) {
    int nodes = 3;
    int limit = 20_000_000;
    boolean progress = true;
    Slip[] slips = {};
    int islands = 0;
    int paths = 0;
    int steps = 40;
    int first = 0;
    Budget budget = Budget.of(nodes);
    for (String arg : args) {
      String[] pair = arg.split("=", 2);
      String name = pair[0].toUpperCase(Locale.ROOT);
      switch (name) {
        case "NODES" -> nodes = Integer.parseInt(pair[1]);
        case "ISLANDS" -> islands = Integer.parseInt(pair[1]);
        case "PATHS" -> paths = Integer.parseInt(pair[1]);
        case "STEPS" -> steps = Integer.parseInt(pair[1]);
        case "FIRST" -> first = Integer.parseInt(pair[1]);
        case "LIMIT" -> limit = Integer.parseInt(pair[1]);
        case "PROGRESS" -> progress = !pair[1].equals("0");
        case "SLIP" -> slips = new Slip[] {Slip.valueOf(pair[1])};
        default -> budget = budget.with(Event.valueOf(name), Integer.parseInt(pair[1]));
      }
    }
    Budget whole = new Budget(nodes, islands, budget.events());
    if (paths > 0) {
      String found = Walks.of(whole, first, paths, steps, progress, slips);
      System.out.println(found.isEmpty() ? "nothing on " + paths + " paths" : found);
      return;
    }
    System.out.println(Exploration.of(whole, limit, progress, slips));
  }
}
