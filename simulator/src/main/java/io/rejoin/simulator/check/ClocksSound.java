package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whoever says that it has applied an operation has: what the operation wrote is there unless it
 * was removed since, and what it removed is not. Levels, forgetting and sessions rest on this. And
 * whom a node believes to have applied an operation has applied it, which is what a level promises.
 */
final class ClocksSound implements Check {
  private static final int LATEST = 40;

  private record Place(int node, EntryKey key) {}

  /** What was looked at: while it stays the same, looking again finds nothing new. */
  private record Seen(Clock clock, State state, int operations) {
    @SuppressWarnings(
        "ReferenceEquality") // Immutable, and comparing would cost as much as looking.
    boolean isSame(@Nullable Seen other) {
      return other != null
          && clock == other.clock
          && state == other.state
          && operations == other.operations;
    }
  }

  private final List<String> violations = new ArrayList<>();
  private final Map<Place, Seen> seen = new HashMap<>();
  private long evidence;

  @Override
  public String name() {
    return "clocks-sound";
  }

  @Override
  public void sample(SimGrid grid) {
    for (SimNode node : grid.up()) {
      Clock clock = node.replica().clock();
      grid.journal().byKey().forEach((key, history) -> look(grid, node, clock, history));
    }
    beliefs(grid);
  }

  @Override
  public Finding conclude(SimGrid grid) {
    sample(grid);
    return Finding.of(this, evidence, violations);
  }

  /** The history of one entry. */
  private void look(SimGrid grid, SimNode node, Clock clock, List<Done> history) {
    EntryKey key = history.get(0).deed().key();
    State state = node.replica().state(key);
    Seen now = new Seen(clock, state, history.size());
    if (now.isSame(seen.put(new Place(node.number(), key), now))) {
      return;
    }
    CausalContext live = state.live();
    for (Done done : history) {
      if (!done.written().changed() || !covers(clock, done)) {
        continue;
      }
      evidence++;
      missing(grid, live, done).ifPresent(what -> complain(grid, node, what, done));
    }
  }

  /** What of an operation's effect an entry with these live dots does not show. */
  private static Optional<String> missing(SimGrid grid, CausalContext live, Done done) {
    for (Dot dot : done.written().written()) {
      if (!live.contains(dot) && grid.journal().removersOf(dot).isEmpty()) {
        return Optional.of("does not show " + dot);
      }
    }
    for (Dot dot : done.written().removed()) {
      if (live.contains(dot)) {
        return Optional.of("still shows " + dot);
      }
    }
    return Optional.empty();
  }

  private void complain(SimGrid grid, SimNode node, String what, Done done) {
    long millis = grid.world().now() / 1_000_000;
    violations.add("at " + millis + " ms " + node + " has applied but " + what + ": " + done);
  }

  private void beliefs(SimGrid grid) {
    List<Done> all = grid.journal().all();
    for (Done done : all.subList(Math.max(0, all.size() - LATEST), all.size())) {
      if (done.written().changed()) {
        grid.up().forEach(other -> beliefs(grid, done, other));
      }
    }
  }

  /** Those who count a node as one more copy must be right, unless it lost its disk since. */
  private void beliefs(SimGrid grid, Done done, SimNode other) {
    CausalContext live = other.replica().state(done.deed().key()).live();
    if (other.diskLostAt() >= done.time() || missing(grid, live, done).isEmpty()) {
      return;
    }
    for (SimNode node : grid.up()) {
      if (isConfirmed(node, other, done)) {
        violations.add(node + " takes for applied at " + other + " what is not: " + done);
      }
    }
  }

  private static boolean isConfirmed(SimNode node, SimNode by, Done done) {
    return node.core()
        .confirmedBy(done.written().run(), done.written().number())
        .contains(by.id());
  }

  private static boolean covers(Clock clock, Done done) {
    return clock.covers(done.written().run(), done.written().number());
  }
}
