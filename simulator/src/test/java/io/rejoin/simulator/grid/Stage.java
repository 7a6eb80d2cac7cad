package io.rejoin.simulator.grid;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.type.set.AddWinsSet;
import io.rejoin.simulator.scenario.Expectation;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.LinkRule;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.Seeds;
import io.rejoin.simulator.scenario.SiteBlock;
import io.rejoin.simulator.scenario.Swarm;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Times;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A grid that tests play on. */
public final class Stage {
  static final EntryKey SET = new EntryKey(AddWinsSet.TYPE.id(), Bytes.utf8("set"));

  public final World world;
  public final SimGrid grid;
  public final Topology topology;
  private long attempts;

  public Stage(Scenario scenario) {
    world = new World(1);
    grid = new SimGrid(world, scenario);
    topology = Topology.of(scenario);
  }

  /** A scenario of these blocks, with links as usual. */
  public static Scenario scenario(SiteBlock... blocks) {
    return scenario(List.of(), List.of(), blocks);
  }

  public static Scenario scenario(
      List<LinkRule> links, List<TimelineItem> timeline, SiteBlock... blocks) {
    return new Scenario(
        "stage",
        "",
        new Seeds(1, 1),
        new Times(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofSeconds(90)),
        GridSetting.STANDARD,
        new TreeMap<>(),
        Arrays.asList(blocks),
        links,
        List.of(),
        timeline,
        Swarm.NONE,
        List.of(),
        new TreeSet<>(),
        Expectation.PASS,
        new TreeSet<>());
  }

  /** Starts these nodes, all if none are named, and lets them find each other. */
  public Stage start(int... numbers) {
    if (numbers.length == 0) {
      grid.nodes().forEach(node -> grid.start(node.number()));
    }
    for (int number : numbers) {
      grid.start(number);
    }
    return pass(10);
  }

  public Stage pass(double seconds) {
    world.runUntil(world.now() + (long) (seconds * 1e9));
    return this;
  }

  public Stage pass(Duration time) {
    return pass(time.toNanos() / 1e9);
  }

  public int number(String name) {
    return topology.find(name).orElseThrow().number();
  }

  /** A client of the node adds an element to the one set. */
  public Optional<Attempt> add(int node, String element) {
    AddWinsSet.Change add = new AddWinsSet.Add(Bytes.utf8(element));
    return attempt(node, new Deed<>(SET, AddWinsSet.TYPE, add));
  }

  public Optional<Attempt> read(int node) {
    return attempt(node, Reading.of(SET));
  }

  private Optional<Attempt> attempt(int node, Deed<?> deed) {
    List<Attempt> made = new ArrayList<>();
    grid.clients().attempt("test", attempts++, node, deed, heard -> heard.ifPresent(made::add));
    return made.stream().findFirst();
  }

  /** What the set has at a node. */
  public SortedSet<String> elements(int node) {
    SortedSet<String> elements = new TreeSet<>();
    AddWinsSet.elements(grid.node(node).replica().state(SET))
        .forEach(element -> elements.add(element.utf8()));
    return elements;
  }

  /** How many others a node takes for alive. */
  public long peers(int node) {
    return grid.node(node).core().members().stream()
        .filter(member -> member.status() == io.rejoin.membership.Status.ALIVE)
        .filter(member -> !member.id().equals(grid.node(node).id()))
        .count();
  }

  /** Whether all running nodes have the same in the set. */
  public boolean agree() {
    List<SortedSet<String>> all = new ArrayList<>();
    grid.up().forEach(node -> all.add(elements(node.number())));
    return all.stream().distinct().count() == 1;
  }
}
