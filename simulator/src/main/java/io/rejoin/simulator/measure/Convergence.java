package io.rejoin.simulator.measure;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Journal;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.scenario.Happening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How soon after a heal every node shows what any node that it can reach showed at the heal. A heal
 * is the moment when the last fault that ran has ended; if another one begins before all is there,
 * the measurement is void. Writes may go on.
 *
 * <p>Of entries that not every node has a copy of, those that own them must have them, and nobody
 * else any more ({@link Holders}).
 *
 * <p>Of an entry the node lacks something as long as joining the target changes what it shows. In a
 * large grid a part of the entries is followed, those whose hash is the least.
 */
public final class Convergence implements Observer {
  /** Pairs of node and entry that are compared at a heal, about. */
  private static final int PAIRS = 20_000;

  /** After the last attempt every change counts for so long, even if it should show nothing. */
  private static final long BUSY = Duration.ofSeconds(2).toNanos();

  private static final int LARGE = 1_000;

  private final Faults faults = new Faults();
  private final Map<Place, Lack> lacks = new HashMap<>();
  private final List<Heal> heals = new ArrayList<>();
  private @Nullable SimGrid here;
  private @Nullable Heal current;
  private long lastAttempt;
  private long lastChange;

  private record Place(int node, EntryKey key) {}

  /** What an entry of a node must come to show, and one dot by which it can be seen not to. */
  private record Lack(State target, Dot witness, boolean mustGo) {
    boolean persists(SimNode node, EntryKey key, State state) {
      return mustGo ? state.shows(witness) : !node.hasSeen(key, state, witness);
    }
  }

  /**
   * A heal and what came of it.
   *
   * @param time when it was, in nanoseconds
   * @param converged when everything was there, if it was before another fault began
   * @param isVoid whether another fault began before
   * @param divergentBytes what nodes lacked at the heal, in all
   * @param repairBytes that sessions sent from the heal until then
   * @param lack for people: one thing that is not there yet
   */
  public record Heal(
      long time,
      OptionalLong converged,
      boolean isVoid,
      long divergentBytes,
      long repairBytes,
      String lack) {}

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    here = grid;
    faults.begins(what);
    if (!faults.none()) {
      finish(true, OptionalLong.empty());
    }
  }

  @Override
  public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    if (faults.ended(what)) {
      healed(grid);
    }
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    here = grid;
    if (!node.isUp()) {
      lacks.keySet().removeIf(place -> place.node() == node.number());
      if (node.hasLeft() && current != null) {
        compareAgain(grid);
      }
    }
  }

  /** What only a node had that left after the heal is gone with it: nobody can come to show it. */
  private void compareAgain(SimGrid grid) {
    Set<EntryKey> keys = new TreeSet<>();
    lacks.keySet().forEach(place -> keys.add(place.key()));
    lacks.clear();
    components(grid.up()).forEach(some -> keys.forEach(key -> compare(some, key)));
    finishIfThere(grid);
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    here = grid;
    lastAttempt = grid.world().now();
  }

  private void finish(boolean isVoid, OptionalLong converged) {
    Heal now = current;
    if (now != null) {
      heals.add(outcome(now, isVoid, converged));
    }
    current = null;
    lacks.clear();
  }

  /** A heal that is being measured has the repair bytes before it in place of those since. */
  private Heal outcome(Heal now, boolean isVoid, OptionalLong converged) {
    long repaired = repairBytes() - now.repairBytes();
    return new Heal(now.time(), converged, isVoid, now.divergentBytes(), repaired, lack());
  }

  private long repairBytes() {
    return here == null ? 0 : here.traffic().bytes(Lane.REPAIR);
  }

  private String lack() {
    return lacks.keySet().stream()
        .findFirst()
        .map(place ->
            "node " + place.node() + " lacks something of " + place.key().key().utf8())
        .orElse("");
  }

  private void healed(SimGrid grid) {
    finish(true, OptionalLong.empty());
    here = grid;
    long bytes = 0;
    for (List<SimNode> component : components(grid.up())) {
      for (EntryKey key : keys(component)) {
        bytes += compare(component, key);
      }
    }
    long now = grid.world().now();
    current = new Heal(now, OptionalLong.empty(), false, bytes, repairBytes(), "");
    finishIfThere(grid);
  }

  private void finishIfThere(SimGrid grid) {
    if (current != null && lacks.isEmpty() && Holders.astray(grid).isEmpty()) {
      finish(false, OptionalLong.of(grid.world().now()));
    }
  }

  /** Owners change without any entry doing so, and guests leave. */
  @Override
  public void sample(SimGrid grid) {
    if (current != null && grid.placing().isUsed()) {
      lacks
          .keySet()
          .removeIf(place -> !grid.node(place.node()).isUp()
              || !Holders.isOne(grid, grid.node(place.node()), place.key()));
      finishIfThere(grid);
    }
  }

  private static List<EntryKey> keys(List<SimNode> nodes) {
    TreeSet<EntryKey> keys = new TreeSet<>();
    nodes.forEach(node -> keys.addAll(node.replicas().keys(any -> true)));
    List<EntryKey> sorted = new ArrayList<>(keys);
    int most = Math.max(16, PAIRS / nodes.size());
    if (sorted.size() > most) {
      SimNode any = nodes.get(0);
      sorted.sort(
          (one, other) -> Long.compare(any.replica().keyHash(one), any.replica().keyHash(other)));
      return sorted.subList(0, most);
    }
    return sorted;
  }

  private long compare(List<SimNode> nodes, EntryKey key) {
    State target = State.EMPTY;
    for (SimNode node : nodes) {
      target = target.join(node.state(key)).state();
    }
    target = withoutRemoved(target);
    long bytes = 0;
    for (SimNode node : holders(nodes, key)) {
      State state = node.state(key);
      Optional<Lack> lack = lack(state, target);
      if (lack.isPresent()) {
        lacks.put(new Place(node.number(), key), lack.get());
        bytes +=
            target.since(state.context(), Optional.of(state.live())).toBytes().length();
      }
    }
    return bytes;
  }

  private List<SimNode> holders(List<SimNode> nodes, EntryKey key) {
    SimGrid grid = here;
    return grid == null
        ? nodes
        : nodes.stream().filter(node -> Holders.isOne(grid, node, key)).toList();
  }

  /** Who has forgotten a removal cannot tell it to the state of who missed it. */
  private State withoutRemoved(State state) {
    SimGrid grid = here;
    List<Dot> removed = new ArrayList<>();
    for (Item item : state.items()) {
      if (grid != null && grid.journal().fateOf(item.dot()) == Journal.Fate.DEAD) {
        removed.add(item.dot());
      }
    }
    Collections.sort(removed);
    return state.shed(CausalContext.of(removed)).state();
  }

  private static Optional<Lack> lack(State state, State target) {
    Joined joined = state.join(target);
    if (!joined.added().isEmpty()) {
      return Optional.of(new Lack(target, joined.added().get(0).dot(), false));
    }
    return joined.removed().isEmpty()
        ? Optional.empty()
        : Optional.of(new Lack(target, joined.removed().get(0).dot(), true));
  }

  /**
   * The running nodes by whether they know of each other, perhaps through others; without those
   * that somebody holds evicted, whom nobody joins any more.
   */
  private static List<List<SimNode>> components(List<SimNode> running) {
    Map<NodeId, SimNode> byId = new HashMap<>();
    running.forEach(node -> byId.put(node.id(), node));
    running.forEach(node -> node.core().members().stream()
        .filter(Member::evicted)
        .forEach(row -> byId.remove(row.id())));
    List<SimNode> up =
        running.stream().filter(node -> byId.containsKey(node.id())).toList();
    List<List<SimNode>> components = new ArrayList<>();
    BitSet seen = new BitSet();
    for (SimNode first : up) {
      if (!seen.get(first.number())) {
        components.add(component(first, byId, seen));
      }
    }
    return components;
  }

  private static List<SimNode> component(SimNode first, Map<NodeId, SimNode> byId, BitSet seen) {
    List<SimNode> component = new ArrayList<>(List.of(first));
    seen.set(first.number());
    for (int i = 0; i < component.size() && component.size() < byId.size(); i++) {
      for (Member row : component.get(i).core().members()) {
        SimNode other = byId.get(row.id());
        if (other != null && !seen.get(other.number())) {
          seen.set(other.number());
          component.add(other);
        }
      }
    }
    return component;
  }

  @Override
  public void changed(SimNode node, Change change) {
    SimGrid grid = here;
    if (grid == null) {
      return;
    }
    long now = grid.world().now();
    if (now - lastAttempt < BUSY || showsOther(change)) {
      lastChange = now;
    }
    Place place = new Place(node.number(), change.key());
    Lack lack = lacks.isEmpty() ? null : lacks.get(place);
    if (lack == null || lack.persists(node, change.key(), change.after())) {
      return;
    }
    Optional<Lack> left = lack(change.after(), lack.target());
    if (left.isPresent()) {
      lacks.put(place, left.get());
      return;
    }
    lacks.remove(place);
    finishIfThere(grid);
  }

  private static boolean showsOther(Change change) {
    int size = change.after().size();
    return size != change.before().size()
        || size > LARGE
        || !change.after().live().equals(change.before().live());
  }

  /** The heals so far, also that of which the outcome is open. */
  public List<Heal> heals() {
    List<Heal> all = new ArrayList<>(heals);
    Heal now = current;
    if (now != null) {
      all.add(outcome(now, false, now.converged()));
    }
    return List.copyOf(all);
  }

  /** When an entry of any node last came to show anything else. */
  public long lastChange() {
    return lastChange;
  }
}
