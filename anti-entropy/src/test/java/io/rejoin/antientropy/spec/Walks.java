package io.rejoin.antientropy.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random paths, for budgets whose states are too many to be seen all. A path that ends in a
 * violation is made shorter by leaving out steps as long as it still does.
 */
final class Walks {
  private record Followed(Step step, World next) {}

  private final Moves moves;
  private final Properties properties;
  private final Budget budget;

  private Walks(Budget budget, Set<Slip> slips, boolean progress) {
    this.budget = budget;
    this.moves = new Moves(slips);
    this.properties = new Properties(moves, progress);
  }

  /** The first violation on so many paths of at most so many steps, or nothing. */
  static String of(
      Budget budget, int first, int paths, int steps, boolean progress, Slip... slips) {
    Set<Slip> left = EnumSet.noneOf(Slip.class);
    Collections.addAll(left, slips);
    Walks walks = new Walks(budget, left, progress);
    for (int seed = first; seed < first + paths; seed++) {
      List<Step> path = walks.walk(new Random(seed), steps);
      if (!path.isEmpty()) {
        return "path " + seed + "\n" + walks.told(walks.shortened(path));
      }
    }
    return "";
  }

  /** A path into a violation, or an empty one. */
  private List<Step> walk(Random random, int steps) {
    List<Step> path = new ArrayList<>();
    World world = World.start(budget);
    for (int i = 0; i < steps; i++) {
      List<Followed> followers = followers(world);
      EnumSet<Event> events = EnumSet.noneOf(Event.class);
      followers.forEach(one -> events.add(one.step().event()));
      List<Event> kinds = new ArrayList<>(events);
      kinds.addAll(Collections.nCopies(kinds.size(), Event.SESSION));
      Event event = kinds.get(random.nextInt(kinds.size()));
      List<Followed> same =
          followers.stream().filter(f -> f.step().event() == event).toList();
      Followed chosen = same.get(random.nextInt(same.size()));
      path.add(chosen.step());
      world = chosen.next();
      if (!properties.violated(world).isEmpty()) {
        return List.copyOf(path);
      }
    }
    return List.of();
  }

  private List<Followed> followers(World world) {
    List<Followed> followers = new ArrayList<>();
    moves.from(
        world,
        (event, at, from, ops, next) ->
            followers.add(new Followed(new Step(event, at, from, ops), next)));
    return followers;
  }

  private List<Step> shortened(List<Step> path) {
    List<Step> best = path;
    for (int size = Math.min(4, path.size() - 1); size > 0; size--) {
      for (int at = best.size() - size; at >= 0; at--) {
        List<Step> less = new ArrayList<>(best);
        less.subList(at, at + size).clear();
        int end = violatedAfter(less);
        if (end >= 0) {
          best = List.copyOf(less.subList(0, end));
          at = Math.min(at, best.size() - size + 1);
          size = Math.max(size, 1);
        }
      }
    }
    return best;
  }

  /** After how many of the steps a property fails; -1 if never or if a step cannot be taken. */
  private int violatedAfter(List<Step> path) {
    World world = World.start(budget);
    for (int i = 0; i < path.size(); i++) {
      Step step = path.get(i);
      List<Followed> same =
          followers(world).stream().filter(f -> f.step().equals(step)).toList();
      if (same.isEmpty()) {
        return -1;
      }
      world = same.get(0).next();
      if (!properties.violated(world).isEmpty()) {
        return i + 1;
      }
    }
    return -1;
  }

  private String told(List<Step> path) {
    StringBuilder text = new StringBuilder();
    World world = World.start(budget);
    for (Step step : path) {
      World before = world;
      world = followers(world).stream()
          .filter(f -> f.step().equals(step))
          .findFirst()
          .orElseThrow()
          .next();
      text.append(step).append('\n').append(world.changes(before));
    }
    return text + properties.violated(world);
  }
}
