package io.rejoin.simulator.report;

import io.rejoin.simulator.report.Recording.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Calls sets of nodes what a person would: whole sites by their names, not more than a few. */
final class Names {
  /** Names in one list. */
  static final int MOST = 6;

  private final List<Node> nodes;

  Names(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  String of(Collection<Integer> numbers) {
    if (numbers.size() == nodes.size()) {
      return "all";
    }
    List<String> names = new ArrayList<>();
    for (String site : nodes.stream().map(Node::site).distinct().toList()) {
      List<Integer> chosen = ofSite(site).stream().filter(numbers::contains).toList();
      if (chosen.size() == ofSite(site).size()) {
        names.add(site);
      } else {
        chosen.forEach(number -> names.add(nodes.get(number).name()));
      }
    }
    return few(names);
  }

  /** Groups with bars between them; the largest is the rest, if it is all the others. */
  String groups(List<? extends Collection<String>> groups) {
    List<SortedSet<Integer>> sets = groups.stream().map(this::named).toList();
    int total = sets.stream().mapToInt(Collection::size).sum();
    int largest = 0;
    for (int i = 1; i < sets.size(); i++) {
      largest = sets.get(i).size() >= sets.get(largest).size() ? i : largest;
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      boolean rest = i == largest && total == nodes.size() && sets.get(i).size() > 1;
      words.add(rest ? "rest" : sets.get(i).isEmpty() ? few(groups.get(i)) : of(sets.get(i)));
    }
    return String.join(" | ", words);
  }

  /** The nodes that these names of nodes and sites mean. */
  private SortedSet<Integer> named(Collection<String> names) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (names.contains(nodes.get(i).name()) || names.contains(nodes.get(i).site())) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  private List<Integer> ofSite(String site) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).site().equals(site)) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  static String few(Collection<String> names) {
    if (names.size() <= MOST) {
      return String.join(" ", names);
    }
    List<String> first = names.stream().limit(MOST - 1).toList();
    return String.join(" ", first) + " and " + (names.size() - first.size()) + " more";
  }
}
