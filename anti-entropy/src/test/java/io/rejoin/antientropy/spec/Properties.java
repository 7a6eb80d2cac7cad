package io.rejoin.antientropy.spec;

import java.util.Arrays;

/** What must hold in each state, and after each state once faults end and sessions go on. */
final class Properties {
  private static final int ROUNDS = 24;

  private final Moves moves;
  private final boolean progress;

  /** Without {@code progress}, only safety is asked for, not that all are complete in the end. */
  Properties(Moves moves, boolean progress) {
    this.moves = moves;
    this.progress = progress;
  }

  /** What is wrong with the state, or nothing. */
  String violated(World world) {
    for (Node node : world.nodes()) {
      if (node.complete()) {
        String wrong = honest(node, world.past());
        if (!wrong.isEmpty()) {
          return wrong;
        }
      }
    }
    return settled(world);
  }

  /** The clock of a complete node says the truth. */
  private static String honest(Node node, Past past) {
    long dead = node.live & past.removedByAny(node.applied & ~past.unsaid());
    if (dead != 0) {
      return "n" + node.id + " is complete and shows removed " + Ops.show(dead);
    }
    long missing = node.applied
        & past.adds()
        & ~past.lapsed()
        & ~past.removedByAny(past.issued())
        & ~node.live;
    return missing == 0 ? "" : "n" + node.id + " is complete and lacks " + Ops.show(missing);
  }

  private String settled(World world) {
    World end = world;
    for (int round = 0; ; round++) {
      World before = end;
      for (int at = 0; at < end.nodes().length; at++) {
        for (int from = 0; from < at; from++) {
          end = moves.session(end, at, from);
        }
      }
      if (same(before, end)) {
        break;
      }
      if (round == ROUNDS) {
        return "sessions do not come to an end\n" + end;
      }
    }
    String wrong = end(world, end);
    return wrong.isEmpty() ? "" : wrong + ", in the end:\n" + end;
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
      known |= node.complete() ? node.applied : 0;
      held |= node.live;
    }
    for (Node node : end.nodes()) {
      if (node.live != end.nodes()[0].live) {
        return "contents differ";
      }
      long risen = node.live & past.removedByAny(known & ~past.unsaid());
      if (risen != 0) {
        return "resurrected " + Ops.show(risen);
      }
      long lost = held & ~past.lapsed() & ~past.removedByAny(past.issued()) & ~node.live;
      if (lost != 0) {
        return "lost " + Ops.show(lost);
      }
    }
    return progress ? progress(end) : "";
  }

  private static String progress(World end) {
    for (Node node : end.nodes()) {
      if (!node.complete()) {
        return "n" + node.id + " is never complete";
      }
      if ((node.context & ~node.live) != 0) {
        return "n" + node.id + " never forgets " + Ops.show(node.context & ~node.live);
      }
      if (node.removals != 0) {
        return "n" + node.id + " keeps removals " + Ops.show(node.removals);
      }
    }
    return "";
  }
}
