package io.rejoin.antientropy.spec;

import java.util.Arrays;

/** What must hold in each state, and after each state once faults end and sessions go on. */
final class Properties {
  private static final int ROUNDS = 24;

  private final Moves moves;
  private final boolean progress;

  /** Without {@code progress}, only safety is asked for, not that all is forgotten in the end. */
  Properties(Moves moves, boolean progress) {
    this.moves = moves;
    this.progress = progress;
  }

  /** What is wrong with the state, or nothing. */
  String violated(World world) {
    for (Node node : world.nodes()) {
      String wrong = dishonest(node, world.past());
      if (!wrong.isEmpty()) {
        return "n" + node.id + wrong;
      }
    }
    World end = world;
    for (int round = 0; round < ROUNDS; round++) {
      World before = end;
      for (int at = 0; at < end.nodes().length; at++) {
        for (int from = 0; from < at; from++) {
          end = moves.session(end, at, from);
        }
      }
      if (same(before, end)) {
        String wrong = end(world, end);
        return wrong.isEmpty() ? "" : wrong + ", in the end:\n" + end;
      }
    }
    return "sessions do not come to an end\n" + end;
  }

  /** The clock of a node says the truth: I1 and I2 of the package. */
  private static String dishonest(Node node, Past past) {
    long dead = node.live & past.removedByAny(node.applied & ~past.unsaid());
    if (dead != 0) {
      return " shows " + Ops.show(dead) + " and claims the removal";
    }
    long known = node.live | node.context | node.forgotten | past.removedByAny(past.issued());
    long missing = node.applied & past.adds() & ~known;
    if (missing != 0) {
      return " claims " + Ops.show(missing) + " and knows nothing of it";
    }
    return Ops.covers(node.clock, node.forgotten) ? "" : " forgets what it has not applied";
  }

  private static boolean same(World one, World other) {
    int[] names = new int[one.nodes().length];
    Arrays.setAll(names, i -> i);
    return Arrays.equals(one.canonical(new int[][] {names}), other.canonical(new int[][] {names}));
  }

  private String end(World world, World end) {
    Past past = world.past();
    long known = 0;
    long held = 0;
    for (Node node : world.nodes()) {
      known |= world.isEvicted(node.id) ? 0 : node.applied & ~past.unsaid();
      held |= world.isEvicted(node.id) ? 0 : node.live & ~past.lapsed();
    }
    long first = -1;
    for (Node node : end.nodes()) {
      if (world.isEvicted(node.id)) {
        continue;
      }
      first = first == -1 ? node.live : first;
      long risen = node.live & past.removedByAny(known);
      long lost = held & ~past.removedByAny(past.issued()) & ~node.live;
      if (node.live != first || risen != 0 || lost != 0) {
        return risen != 0
            ? "resurrected " + Ops.show(risen)
            : lost != 0 ? "lost " + Ops.show(lost) : "contents differ";
      }
      if (progress && (node.dead() != 0 || node.removals != 0)) {
        return "n" + node.id + " never forgets";
      }
    }
    return "";
  }
}
