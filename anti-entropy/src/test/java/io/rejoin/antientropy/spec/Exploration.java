package io.rejoin.antientropy.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Breadth-first search over all states, so that a violation is found by a shortest path. States
 * seen are remembered by a 64-bit fingerprint, as TLC does; the path is found again by replaying.
 */
final class Exploration {
  /** How it went: an empty {@code violation} if all held in all the states. */
  record Result(int states, int depth, boolean whole, String violation, List<String> trace) {
    @Override
    public String toString() {
      String end = whole ? "all" : "cut off";
      return states + " states, depth " + depth + ", " + end
          + (violation.isEmpty() ? "" : ": " + violation + "\n" + String.join("\n", trace));
    }
  }

  private record Place(World world, int index, int depth) {}

  private final Moves moves;
  private final Properties properties;
  private final int[][] permutations;
  private final Budget budget;
  private final int limit;
  private long[] table = new long[1 << 16];
  private int[] parents = new int[1 << 15];
  private int[] ordinals = new int[1 << 15];
  private int states;

  private Exploration(Budget budget, Set<Slip> slips, boolean progress, int limit) {
    this.budget = budget;
    this.moves = new Moves(slips);
    this.properties = new Properties(moves, progress);
    this.permutations = Renaming.permutations(budget.nodes());
    this.limit = limit;
  }

  static Result of(Budget budget, int limit, boolean progress, Slip... slips) {
    Set<Slip> left = EnumSet.noneOf(Slip.class);
    Collections.addAll(left, slips);
    return new Exploration(budget, left, progress, limit).run();
  }

  private Result run() {
    ArrayDeque<Place> queue = new ArrayDeque<>();
    World start = World.start(budget);
    isNew(start);
    queue.add(new Place(start, remember(-1, 0), 0));
    int depth = 0;
    while (!queue.isEmpty()) {
      Place place = queue.remove();
      depth = place.depth();
      String wrong = properties.violated(place.world());
      if (!wrong.isEmpty()) {
        return new Result(states, depth, false, wrong, trace(place.index()));
      }
      if (states >= limit) {
        return new Result(states, depth, false, "", List.of());
      }
      int[] ordinal = {0};
      moves.from(place.world(), (event, at, from, ops, next) -> {
        if (isNew(next)) {
          int index = remember(place.index(), ordinal[0]);
          queue.add(new Place(next, index, place.depth() + 1));
        }
        ordinal[0]++;
      });
    }
    return new Result(states, depth, true, "", List.of());
  }

  private int remember(int parent, int ordinal) {
    if (states == parents.length) {
      parents = Arrays.copyOf(parents, 2 * states);
      ordinals = Arrays.copyOf(ordinals, 2 * states);
    }
    parents[states] = parent;
    ordinals[states] = ordinal;
    return states++;
  }

  private boolean isNew(World world) {
    long print = World.fingerprint(world.canonical(permutations));
    if (2 * states >= table.length) {
      long[] old = table;
      table = new long[2 * old.length];
      for (long one : old) {
        if (one != 0) {
          insert(one);
        }
      }
    }
    return insert(print);
  }

  private boolean insert(long print) {
    int mask = table.length - 1;
    int at = (int) (print & mask);
    while (table[at] != 0) {
      if (table[at] == print) {
        return false;
      }
      at = (at + 1) & mask;
    }
    table[at] = print;
    return true;
  }

  private List<String> trace(int index) {
    List<Integer> path = new ArrayList<>();
    for (int i = index; parents[i] >= 0; i = parents[i]) {
      path.add(0, ordinals[i]);
    }
    List<String> lines = new ArrayList<>();
    World[] world = {World.start(budget)};
    for (int wanted : path) {
      int[] ordinal = {0};
      World now = world[0];
      moves.from(now, (event, at, from, ops, next) -> {
        if (ordinal[0]++ == wanted) {
          lines.add(new Step(event, at, from, ops).toString());
          lines.add(next.changes(now));
          world[0] = next;
        }
      });
    }
    return lines;
  }
}
