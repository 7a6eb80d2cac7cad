package io.rejoin.simulator.grid;

import io.rejoin.antientropy.NodeDigest;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.counter.BoundedCounter;
import io.rejoin.crdt.type.counter.InsufficientRights;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.ReplicaLimits;
import io.rejoin.node.core.Written;
import io.rejoin.node.port.Notices;
import io.rejoin.node.store.MemoryStore;
import io.rejoin.simulator.world.Cut;
import io.rejoin.simulator.world.Network;
import io.rejoin.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The nodes of a run, what can be done to them, and the journal of what they did. */
public final class SimGrid {
  private final World world;
  private final Network network;
  private final GridIdentity identity;
  private final List<SimNode> nodes = new ArrayList<>();
  private final Journal journal = new Journal();
  private final BiConsumer<SimNode, Change> watch;
  private int refused;
  private int withoutRights;
  private int impossible;

  /** {@code watch} hears of every change of every entry of every node. */
  public SimGrid(
      World world, GridIdentity identity, List<Place> places, BiConsumer<SimNode, Change> watch) {
    this.world = world;
    this.watch = watch;
    this.identity = identity;
    network = new Network(world, places.stream().map(Place::name).toList());
    for (Place place : places) {
      nodes.add(new SimNode(world, network, identity, place));
    }
  }

  public World world() {
    return world;
  }

  public Network network() {
    return network;
  }

  public Journal journal() {
    return journal;
  }

  public List<SimNode> nodes() {
    return List.copyOf(nodes);
  }

  public SimNode node(int number) {
    return nodes.get(number);
  }

  /** The nodes whose process runs. */
  public List<SimNode> up() {
    return nodes.stream().filter(SimNode::isUp).toList();
  }

  /** Operations at a running node that were not carried out although they should. */
  public int refused() {
    return refused;
  }

  /** Decrements that a node had no rights for. */
  public int withoutRights() {
    return withoutRights;
  }

  /** Operations that named what is not there, such as an index behind the end of a list. */
  public int impossible() {
    return impossible;
  }

  public void start(int number) {
    SimNode node = nodes.get(number);
    if (!node.isUp()) {
      node.start(
          change -> watch.accept(node, change),
          (key, gift, done) -> note(number, new Deed<>(key, BoundedCounter.TYPE, gift), done));
    }
  }

  /** Ends a process; with the disk lost, what only this node knew becomes indeterminate. */
  public void crash(int number, boolean diskLost, boolean silently) {
    SimNode node = nodes.get(number);
    if (!node.isUp()) {
      return;
    }
    nodes.forEach(SimNode::disturbed);
    Set<Done> lost = diskLost ? known(node, journal.changing()) : new LinkedHashSet<>();
    node.crash(diskLost, silently);
    for (SimNode other : nodes) {
      lost.removeAll(known(other, lost));
    }
    lost.forEach(journal::lose);
  }

  public void pause(int number, Duration time) {
    SimNode node = nodes.get(number);
    if (node.isUp() && !node.isPaused()) {
      node.pause(time);
    }
  }

  public void cut(Cut cut) {
    nodes.forEach(SimNode::disturbed);
    network.cut(cut);
  }

  public void heal(Cut cut) {
    nodes.forEach(SimNode::disturbed);
    network.heal(cut);
  }

  /** Lets a client of the node do something; nothing happens at a node that is down or paused. */
  public void carryOut(int number, Deed<?> deed) {
    SimNode node = nodes.get(number);
    if (!node.isUp() || node.isPaused()) {
      return;
    }
    try {
      note(number, deed, node.carryOut(deed));
    } catch (InsufficientRights e) {
      withoutRights++;
    } catch (RuntimeException e) {
      if (e instanceof IllegalArgumentException && Assortment.namesPlaces(deed)) {
        impossible++;
      } else {
        refused++;
      }
    }
  }

  private void note(int number, Deed<?> deed, Written written) {
    int index = journal.all().size();
    journal.add(Done.of(index, world.now(), number, deed, written, isCutOff(number)));
  }

  /** Whether some other node cannot be reached from this one now. */
  public boolean isCutOff(int number) {
    return nodes.stream()
        .anyMatch(other ->
            other.number() != number && (!other.isUp() || network.isCut(number, other.number())));
  }

  /** The root that the states of a node give when they are put into a replica that was empty. */
  public NodeDigest digestAnew(SimNode node) {
    Replica anew = new Replica(
        identity,
        new ReplicaId(0),
        ReplicaLimits.STANDARD,
        new Replica.Ports(
            new HybridClock(InstantSource.fixed(Instant.EPOCH), Duration.ZERO),
            new MemoryStore(),
            Runnable::run,
            Notices.none()));
    node.replica()
        .keys(key -> true)
        .forEach(key -> anew.join(key, node.replica().state(key)));
    anew.fold();
    return anew.root();
  }

  /** Those of the operations whose effect the node holds: in its memory, or on its disk. */
  public static Set<Done> known(SimNode node, Collection<Done> operations) {
    Map<EntryKey, CausalContext> contexts = new HashMap<>();
    Set<Done> known = new LinkedHashSet<>();
    for (Done done : operations) {
      CausalContext context = contexts.computeIfAbsent(
          done.deed().key(), key -> node.disk().read(key).orElse(State.EMPTY).context());
      if (context.contains(done.number())) {
        known.add(done);
      }
    }
    return known;
  }
}
