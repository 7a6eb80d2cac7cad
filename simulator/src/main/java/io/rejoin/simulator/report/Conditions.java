package io.rejoin.simulator.report;

import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.report.Recording.Condition;
import io.rejoin.simulator.report.Recording.Span;
import io.rejoin.simulator.world.Network;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each node is like over time, and which nodes form islands. */
final class Conditions {
  /** Spans that are kept; from then on nothing changes any more. */
  static final int MOST = 20_000;

  private final List<Span> spans = new ArrayList<>();
  private final Span[] now;
  private final BitSet everUp = new BitSet();
  private boolean full;

  Conditions(int nodes) {
    now = new Span[nodes];
    for (int i = 0; i < nodes; i++) {
      now[i] = new Span(i, 0, 0, Condition.ABSENT, 0);
    }
  }

  /** Looks at all nodes; what is different is so from this time on. */
  void look(SimGrid grid, long time) {
    int[] islands = islands(grid);
    for (SimNode node : grid.nodes()) {
      int number = node.number();
      Condition condition = condition(node);
      int island = condition == Condition.UP ? islands[number] : 0;
      if (now[number].condition() != condition || now[number].island() != island) {
        become(number, condition, island, time);
      }
    }
  }

  private void become(int node, Condition condition, int island, long time) {
    Span before = now[node];
    if (spans.size() >= MOST) {
      full = true;
      return;
    }
    if (before.from() < time) {
      spans.add(ended(before, time));
    }
    now[node] = new Span(node, time, time, condition, island);
  }

  private Condition condition(SimNode node) {
    if (node.isUp()) {
      everUp.set(node.number());
      return node.isPaused() ? Condition.PAUSED : Condition.UP;
    }
    boolean returns = everUp.get(node.number()) && !node.hasLeft();
    return returns ? Condition.DOWN : Condition.ABSENT;
  }

  /**
   * For each node the number of its island. An island that was there before keeps its number; the
   * one with most of those that were with the others before is that of the others.
   */
  private int[] islands(SimGrid grid) {
    List<List<Integer>> components = components(grid);
    components.sort(Comparator.<List<Integer>>comparingLong(each -> -withOthers(each))
        .thenComparingInt(each -> -each.size()));
    int[] islands = new int[now.length];
    BitSet taken = new BitSet();
    taken.set(0);
    List<List<Integer>> newOnes = new ArrayList<>();
    for (int i = 1; i < components.size(); i++) {
      List<Integer> component = components.get(i);
      int usual = usual(component);
      if (taken.get(usual)) {
        newOnes.add(component);
      } else {
        number(component, usual, islands, taken);
      }
    }
    newOnes.forEach(component -> number(component, taken.nextClearBit(0), islands, taken));
    return islands;
  }

  private long withOthers(List<Integer> nodes) {
    return nodes.stream().filter(node -> now[node].island() == 0).count();
  }

  private static void number(List<Integer> nodes, int island, int[] islands, BitSet taken) {
    taken.set(island);
    nodes.forEach(node -> islands[node] = island);
  }

  /** The island that most of the nodes were on, 0 if they were on none. */
  private int usual(List<Integer> nodes) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    nodes.forEach(node -> counts.merge(now[node].island(), 1, Integer::sum));
    counts.remove(0);
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /** Nodes that reach each other both ways, directly or over others, in the order of the nodes. */
  private static List<List<Integer>> components(SimGrid grid) {
    List<List<Integer>> components = new ArrayList<>();
    TreeSet<Integer> left = new TreeSet<>();
    grid.up().forEach(node -> left.add(node.number()));
    while (!left.isEmpty()) {
      List<Integer> component = new ArrayList<>(List.of(left.first()));
      left.remove(left.first());
      for (int i = 0; i < component.size(); i++) {
        int node = component.get(i);
        List<Integer> reached =
            left.stream().filter(other -> isLinked(grid, node, other)).toList();
        component.addAll(reached);
        reached.forEach(left::remove);
      }
      components.add(component);
    }
    return components;
  }

  private static boolean isLinked(SimGrid grid, int one, int other) {
    Network network = grid.network();
    return network.isLinked(one, other) && !network.isCut(one, other) && !network.isCut(other, one);
  }

  private static Span ended(Span span, long time) {
    return new Span(span.node(), span.from(), time, span.condition(), span.island());
  }

  /** Whether there were more than could be kept. */
  boolean isFull() {
    return full;
  }

  /** Everything up to this time, node by node. */
  List<Span> spans(long end) {
    List<Span> all = new ArrayList<>(spans);
    for (Span span : now) {
      all.add(ended(span, end));
    }
    all.sort(Comparator.comparingInt(Span::node).thenComparingLong(Span::from));
    return all;
  }
}
