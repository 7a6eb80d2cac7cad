package io.rejoin.simulator.check;

import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.Replica;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever says that it has applied an operation has: what the operation wrote is there unless it
 * was removed since, and what it removed is not. Levels, forgetting and sessions rest on this. And
 * whom a node believes to have applied an operation has applied it, which is what a level promises.
 * What a node did that was evicted may be void as long as it is away; it is looked at at the end.
 *
 * <p>Each second the operations are looked at that a clock has newly come to cover; at the end all
 * of them, or as many as {@link #LAST} allows.
 */
final class ClocksSound implements Check {
  /** Of the latest operations, how many are compared with what nodes believe of each other. */
  private static final int LATEST = 40;

  /** Pairs of operation and node for that, in one sample. */
  private static final int BELIEFS = 400;

  /** Pairs of operation and node that are looked at when the run is over. */
  private static final long LAST = 200_000;

  private final Draft draft = new Draft(name());

  /** The operations of each run in the order of their numbers, as far as the journal was read. */
  private final Map<ReplicaId, List<Done>> byRun = new HashMap<>();

  /** How many of a run's operations were found to be covered, by the run of the node. */
  private final Map<ReplicaId, Map<ReplicaId, Integer>> covered = new HashMap<>();

  private int read;
  private int turn;

  @Override
  public String name() {
    return "clocks-sound";
  }

  @Override
  public void sample(SimGrid grid) {
    read(grid);
    for (SimNode node : grid.up()) {
      node.replicas().held().forEach(replica -> lookAtNews(grid, node, replica));
    }
    beliefs(grid);
  }

  private void read(SimGrid grid) {
    List<Done> all = grid.journal().all();
    for (; read < all.size(); read++) {
      Done done = all.get(read);
      if (done.written().changed()) {
        byRun.computeIfAbsent(done.written().run(), any -> new ArrayList<>()).add(done);
      }
    }
  }

  private void lookAtNews(SimGrid grid, SimNode node, Replica replica) {
    Clock clock = replica.clock();
    Map<ReplicaId, Integer> known = covered.computeIfAbsent(replica.run(), any -> new HashMap<>());
    for (ReplicaId run : clock.runs()) {
      List<Done> history = byRun.getOrDefault(run, List.of());
      int next = known.getOrDefault(run, 0);
      while (next < history.size() && covers(clock, history.get(next))) {
        Done done = history.get(next++);
        if (!grid.node(done.node()).wasEvicted()) {
          look(grid, node, done);
        }
      }
      known.put(run, next);
    }
  }

  /** What died with its machine counts as applied once it is known that nobody has it. */
  private void look(SimGrid grid, SimNode node, Done done) {
    if (!grid.journal().isDefinite(done)) {
      return;
    }
    draft.looked(1);
    missing(grid, node, done).ifPresent(what -> {
      String claim = node + " has applied but " + what + ": " + done;
      draft.violation(Violation.of(grid, claim).at(node).by(done));
    });
  }

  /** What of an operation's effect a node does not show. */
  private static Optional<String> missing(SimGrid grid, SimNode node, Done done) {
    State state = node.state(done.deed().key());
    for (Dot dot : done.written().written()) {
      if (!state.shows(dot) && grid.journal().removersOf(dot).isEmpty()) {
        return Optional.of("does not show " + dot);
      }
    }
    for (Dot dot : done.written().removed()) {
      if (state.shows(dot)) {
        return Optional.of("still shows " + dot);
      }
    }
    return Optional.empty();
  }

  @Override
  public Finding conclude(SimGrid grid) {
    sample(grid);
    List<Done> all = grid.journal().all();
    long room = Math.max(1, LAST / Math.max(1, grid.up().size()));
    for (SimNode node : grid.up()) {
      for (Done done : all.subList((int) Math.max(0, all.size() - room), all.size())) {
        Optional<Replica> replica = node.replicas().of(done.deed().key());
        if (done.written().changed()
            && replica.filter(here -> covers(here.clock(), done)).isPresent()) {
          look(grid, node, done);
        }
      }
    }
    return draft.finding();
  }

  /** Of the latest operations and all nodes, or some in turn. */
  private void beliefs(SimGrid grid) {
    List<Done> all = grid.journal().all();
    List<SimNode> up = grid.up();
    int nodes = Math.min(up.size(), BELIEFS / 4);
    int latest = Math.min(LATEST, BELIEFS / Math.max(1, nodes));
    for (Done done : all.subList(Math.max(0, all.size() - latest), all.size())) {
      for (int i = 0; i < nodes && done.written().changed(); i++) {
        beliefs(grid, done, up.get(turn++ % up.size()));
      }
    }
  }

  /** Those who count a node as one more copy must be right, unless it lost its disk since. */
  private void beliefs(SimGrid grid, Done done, SimNode other) {
    boolean lost = other.diskLostAt() >= done.time()
        || grid.node(done.node()).wasEvicted()
        || !grid.journal().isDefinite(done);
    if (lost || missing(grid, other, done).isEmpty()) {
      return;
    }
    for (SimNode node : grid.up()) {
      if (isConfirmed(node, other, done)) {
        String what = node + " takes for applied at " + other + " what is not: " + done;
        draft.violation(Violation.of(grid, what).at(node).by(done));
      }
    }
  }

  private static boolean isConfirmed(SimNode node, SimNode by, Done done) {
    return node.core()
        .confirmedBy(GroupId.ALL, done.written().run(), done.written().number())
        .contains(by.id());
  }

  private static boolean covers(Clock clock, Done done) {
    return clock.covers(done.written().run(), done.written().number());
  }
}
