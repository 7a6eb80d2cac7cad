package io.rejoin.simulator.grid;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.NodeCore;
import io.rejoin.node.core.Replicas;
import io.rejoin.node.core.Written;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.group.Placing;
import io.rejoin.node.core.shard.Buckets;
import io.rejoin.simulator.scenario.BucketSetting;
import io.rejoin.simulator.scenario.GridSetting;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Damage;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import io.rejoin.simulator.scenario.Happening.OldImage;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.scenario.TimelineItem;
import io.rejoin.simulator.scenario.Topology;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.Network;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/** The nodes of a run, what can be done to them, and the journal of what they did. */
public final class SimGrid {
  private static final int MOST_FAILURES = 100;

  /**
   * A process did what it never should: something was thrown in it.
   *
   * @param time in nanoseconds
   * @param trace what was thrown, and where
   */
  public record Failure(long time, int node, String trace) {}

  private final World world;
  private final Network network;
  private final GridIdentity identity;
  private final GridSetting setting;
  private final List<SimNode> nodes = new ArrayList<>();
  private final List<Observer> observers = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final Journal journal = new Journal();
  private final Traffic traffic;
  private final Reach reach;
  private final Clients clients = new Clients(this);
  private Variation variation = Variation.NONE;
  private Buckets buckets = Buckets.STANDARD;
  private Placing placing;
  private long corruptRead;
  private long corruptDetected;

  /** The nodes of a scenario over the links between them; none of them has started. */
  public SimGrid(World world, Scenario scenario) {
    this(world, scenario, Variation.NONE);
  }

  /** The same with nodes that are not sound. */
  public SimGrid(World world, Scenario scenario, Variation variation) {
    this(world, scenario.grid(), Place.of(Topology.of(scenario)), oldestImage(scenario));
    network.wire(new Wires(Topology.of(scenario), scenario.links()));
    this.variation = variation;
    buckets = BucketSetting.policies(scenario.buckets());
    placing = identity.placing(buckets);
    network.tamper(variation.wire(this));
    variation.corruption().ifPresent(network::corruption);
  }

  /** Nodes at these places, all on one wire. */
  public SimGrid(World world, GridSetting setting, List<Place> places, Duration oldestImage) {
    this.world = world;
    this.setting = setting;
    identity = new GridIdentity("simulated", Bytes.EMPTY, setting.shards());
    placing = identity.placing(buckets);
    network = new Network(world, places.stream().map(Place::name).toList());
    traffic = new Traffic(places.stream().map(Place::site).toList());
    reach = new Reach(this, places.size());
    for (Place place : places) {
      nodes.add(new SimNode(this, place, oldestImage));
    }
    network.tap(new Listener());
  }

  private static Duration oldestImage(Scenario scenario) {
    Duration oldest = Duration.ZERO;
    for (TimelineItem item : scenario.timeline()) {
      if (item.happening() instanceof OldImage image && image.age().compareTo(oldest) > 0) {
        oldest = image.age();
      }
    }
    return oldest;
  }

  /** How its nodes differ from sound ones. */
  public Variation variation() {
    return variation;
  }

  /** Lets somebody hear of all that happens from now on. */
  public void observe(Observer observer) {
    observers.add(observer);
  }

  // ---- what there is

  public World world() {
    return world;
  }

  public Network network() {
    return network;
  }

  public Journal journal() {
    return journal;
  }

  public Traffic traffic() {
    return traffic;
  }

  public List<SimNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  public SimNode node(int number) {
    return nodes.get(number);
  }

  /** The nodes whose process runs. */
  public List<SimNode> up() {
    return nodes.stream().filter(SimNode::isUp).toList();
  }

  /** What processes threw, the first of it. */
  public List<Failure> failures() {
    return Collections.unmodifiableList(failures);
  }

  /** Corrupted frames that were given to a process. */
  public long corruptRead() {
    return corruptRead;
  }

  /** Those of them that the process refused, closing the link. */
  public long corruptDetected() {
    return corruptDetected;
  }

  public GridIdentity identity() {
    return identity;
  }

  public GridSetting setting() {
    return setting;
  }

  /** What nodes keep for how long. */
  public Buckets buckets() {
    return buckets;
  }

  /** Which entries belong together; all nodes reckon alike. */
  public Placing placing() {
    return placing;
  }

  // ---- lives

  /** Starts a process over the node's disk, unless one runs or the node has left. */
  public void start(int number) {
    SimNode node = nodes.get(number);
    if (!node.isUp() && !node.hasLeft()) {
      boolean again = node.lives() > 0;
      node.start();
      if (again) {
        noteLosses();
      }
      lived(node);
    }
  }

  /**
   * Ends a process; its peers hear of it unless the power went. The disk of a node that is down can
   * still be lost.
   */
  public void crash(int number, DiskFate fate, boolean silently) {
    SimNode node = nodes.get(number);
    if (node.isUp() || fate == DiskFate.LOST) {
      nodes.forEach(SimNode::disturbed);
      node.crash(fate, silently);
      if (fate != DiskFate.KEPT) {
        noteLosses();
      }
      lived(node);
    }
  }

  /** The disk of a node that is down becomes what it was at a time. */
  public void restore(int number, long time) {
    if (!nodes.get(number).isUp()) {
      nodes.get(number).restore(time);
    }
  }

  /** Something on a disk goes bad; a process that serves finds out at once, others at a start. */
  public void damage(int number, Damage what) {
    SimNode node = nodes.get(number);
    node.damage(what);
    if (node.isServing()) {
      nodes.forEach(SimNode::disturbed);
      node.startAnew();
      noteLosses();
      lived(node);
    }
  }

  /** A disk takes no more, or does again. */
  public void fillDisk(int number, boolean full) {
    nodes.get(number).disk().fill(full);
  }

  /** A node hands over, says good-bye, ends a moment later, and does not come back. */
  public void leave(int number) {
    Operators.leave(this, nodes.get(number));
  }

  /** A node that has left ends. */
  void end(SimNode node) {
    node.crash(DiskFate.KEPT, false);
    noteLosses();
    lived(node);
  }

  /**
   * What no node has, in memory or on disk, and nobody is going to bring back, is indeterminate:
   * nobody promised to keep it. It may have been under way to somebody.
   */
  void noteLosses() {
    Set<Done> missing = new LinkedHashSet<>();
    journal.changing().stream().filter(journal::isDefinite).forEach(missing::add);
    for (SimNode node : nodes) {
      if (!missing.isEmpty() && (node.isUp() || !node.hasLeft())) {
        missing.removeAll(Holding.of(node, missing, journal));
      }
    }
    missing.forEach(journal::lose);
  }

  // ---- faults that end

  public void pause(int number) {
    nodes.get(number).pause(true);
  }

  public void resume(int number) {
    nodes.get(number).pause(false);
  }

  /** Everything that a node does takes so much longer to begin. */
  public void slow(int number, Duration by) {
    nodes.get(number).slow(by);
  }

  /** The connections between two nodes break, and may be made again at once. */
  public void reset(int one, int other) {
    nodes.forEach(SimNode::disturbed);
    network.reset(one, other);
  }

  public void cut(Cut cut) {
    nodes.forEach(SimNode::disturbed);
    network.cut(cut);
  }

  public void heal(Cut cut) {
    nodes.forEach(SimNode::disturbed);
    network.heal(cut);
  }

  /** Whether some other node cannot be reached from this one now, although there is a link. */
  public boolean isCutOff(int number) {
    return reach.isCutOff(number);
  }

  // ---- clients

  /** What clients do, and what they are told. */
  public Clients clients() {
    return clients;
  }

  Done note(SimNode node, Deed<?> deed, Written written) {
    int index = journal.all().size();
    int number = node.number();
    Done done = Done.of(index, world.now(), number, deed, written, isCutOff(number));
    journal.add(done);
    return done;
  }

  // ---- what observers hear

  void attempted(Attempt attempt) {
    observers.forEach(observer -> observer.attempted(this, attempt));
  }

  /** Lets time pass at a node, and tells of the groups that it gives up by that. */
  void tick(SimNode node, NodeCore core) {
    Replicas replicas = core.replicas();
    Map<GroupId, CausalContext> had = new TreeMap<>();
    for (GroupId group : replicas.groups()) {
      replicas.of(group).ifPresent(here -> had.put(group, here.clock().operations()));
    }
    core.tick(world.now());
    had.keySet().removeAll(replicas.groups());
    had.forEach((group, applied) -> {
      Observer.GivenUp what = new Observer.GivenUp(node, group, applied);
      observers.forEach(observer -> observer.gaveUp(this, what));
    });
  }

  void acknowledged(Observer.Acknowledged what) {
    observers.forEach(observer -> observer.acknowledged(this, what));
  }

  void changed(SimNode node, Change change) {
    for (Observer observer : observers) {
      observer.changed(node, change);
    }
  }

  void lived(SimNode node) {
    reach.changed();
    observers.forEach(observer -> observer.life(this, node));
  }

  void failed(SimNode node, String trace) {
    if (failures.size() < MOST_FAILURES) {
      failures.add(new Failure(world.now(), node.number(), trace));
    }
  }

  /** Something begins to befall these nodes. */
  public void begins(Happening what, SortedSet<Integer> who) {
    observers.forEach(observer -> observer.begins(this, what, who));
  }

  /** It has ended. */
  public void ended(Happening what, SortedSet<Integer> who) {
    observers.forEach(observer -> observer.ended(this, what, who));
  }

  /** A second has passed. */
  public void sample() {
    observers.forEach(observer -> observer.sample(this));
  }

  private final class Listener implements Network.Tap {
    @Override
    public void sent(int from, int to, Bytes frame) {
      traffic.sent(from, to, frame);
    }

    @Override
    public void arrived(int from, int to, long sent, Bytes frame) {
      for (Observer observer : observers) {
        observer.frame(from, to, sent, frame);
      }
    }

    @Override
    public void corrupted(int from, int to, Bytes frame, boolean closed) {
      corruptRead++;
      corruptDetected += closed ? 1 : 0;
    }
  }
}
