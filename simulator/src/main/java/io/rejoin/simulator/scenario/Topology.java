package io.rejoin.simulator.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The nodes of a scenario and the ways to name them. */
public final class Topology {
  private static final Pattern RANDOM = Pattern.compile("random ([a-z][a-z0-9-]*)");
  private static final Pattern HALF = Pattern.compile("half of ([a-z][a-z0-9-]*?)s?");

  private final List<Node> nodes;

  /**
   * A node.
   *
   * @param number from 0, without gaps
   * @param name such as {@code depot-3/1}
   */
  public record Node(int number, String name, String site, SiteBlock block) {}

  private Topology(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** The nodes of a scenario, those that are left out excepted. */
  public static Topology of(Scenario scenario) {
    List<Node> nodes = new ArrayList<>();
    for (SiteBlock block : scenario.blocks()) {
      for (int i = 1; i <= Math.max(1, block.count()); i++) {
        String site = block.count() == 0 ? block.name() : block.name() + "-" + i;
        for (int j = 1; j <= block.nodes(); j++) {
          String name = site + "/" + j;
          if (!scenario.without().contains(site) && !scenario.without().contains(name)) {
            nodes.add(new Node(nodes.size(), name, site, block));
          }
        }
      }
    }
    return new Topology(nodes);
  }

  public List<Node> nodes() {
    return nodes;
  }

  /** The sites in their order. */
  public List<String> sites() {
    return nodes.stream().map(Node::site).distinct().toList();
  }

  /** The node of a name. */
  public Optional<Node> find(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** Whether a node's name, site or block is this one, or this is {@code all} or {@code *}. */
  public static boolean matches(Node node, String name) {
    return name.equals("*")
        || name.equals("all")
        || node.name().equals(name)
        || node.site().equals(name)
        || node.block().name().equals(name);
  }

  /**
   * The numbers of the nodes that selectors name. {@code rest} is what the others of the list do
   * not name. A selector that names nobody, as all it named were left out, selects nobody.
   *
   * @param random draws what is random in the selectors
   */
  public SortedSet<Integer> select(Collection<String> selectors, RandomGenerator random) {
    SortedSet<Integer> selected = new TreeSet<>();
    for (String selector : selectors) {
      selected.addAll(select(selector, random));
    }
    return selected;
  }

  private SortedSet<Integer> select(String selector, RandomGenerator random) {
    if (selector.equals("random node")) {
      return nodes.isEmpty()
          ? new TreeSet<>()
          : new TreeSet<>(List.of(random.nextInt(nodes.size())));
    }
    Matcher one = RANDOM.matcher(selector);
    if (one.matches()) {
      List<String> sites = sitesOf(one.group(1));
      return sites.isEmpty() ? new TreeSet<>() : named(sites.get(random.nextInt(sites.size())));
    }
    Matcher half = HALF.matcher(selector);
    return half.matches() ? half(sitesOf(half.group(1)), random) : named(selector);
  }

  private SortedSet<Integer> half(List<String> sites, RandomGenerator random) {
    List<String> left = new ArrayList<>(sites);
    SortedSet<Integer> selected = new TreeSet<>();
    for (int i = 0; i < sites.size() / 2; i++) {
      selected.addAll(named(left.remove(random.nextInt(left.size()))));
    }
    return selected;
  }

  private List<String> sitesOf(String block) {
    return nodes.stream()
        .filter(node -> node.block().name().equals(block))
        .map(Node::site)
        .distinct()
        .toList();
  }

  private SortedSet<Integer> named(String name) {
    SortedSet<Integer> selected = new TreeSet<>();
    nodes.stream().filter(node -> matches(node, name)).forEach(node -> selected.add(node.number()));
    return selected;
  }

  /** All nodes that are not among these. */
  public SortedSet<Integer> rest(Collection<Integer> some) {
    SortedSet<Integer> rest =
        new TreeSet<>(IntStream.range(0, nodes.size()).boxed().toList());
    rest.removeAll(some);
    return rest;
  }

  /** Whether a selector is well formed and names something of a scenario, left out or not. */
  public static boolean isKnown(Scenario scenario, String selector) {
    return isKnown(scenario.blocks(), selector);
  }

  /** The same for the nodes of these blocks. */
  public static boolean isKnown(List<SiteBlock> blocks, String selector) {
    if (selector.matches("all|rest|\\*|random node")) {
      return true;
    }
    Matcher one = RANDOM.matcher(selector);
    Matcher half = HALF.matcher(selector);
    String name = one.matches() ? one.group(1) : half.matches() ? half.group(1) : selector;
    boolean blockOnly = !name.equals(selector);
    for (SiteBlock block : blocks) {
      if (block.name().equals(name) || (!blockOnly && isIn(block, name))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(SiteBlock block, String name) {
    String number = "([1-9]\\d{0,4})";
    String site = Pattern.quote(block.name()) + (block.count() == 0 ? "" : "-" + number);
    Matcher matcher = Pattern.compile(site + "(?:/" + number + ")?").matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    String node = matcher.group(matcher.groupCount());
    return (block.count() == 0 || Integer.parseInt(matcher.group(1)) <= block.count())
        && (node == null || Integer.parseInt(node) <= block.nodes());
  }
}
