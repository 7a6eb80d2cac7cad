package io.rejoin.simulator.check;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Faults;
import io.rejoin.simulator.scenario.Happening;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * At the end every node lists exactly the running nodes as alive; and nobody is taken for dead to
 * whom nothing has happened for a while. A suspicion is no verdict: where frames are lost they come
 * and go; they are counted, and limited only where the scenario says so. In a large grid each look
 * is at the tables of some of the nodes.
 */
public final class MembershipConverges implements Check {
  private static final long QUIET = Duration.ofSeconds(20).toNanos();

  /** Rows that are looked at in one sample, about. */
  private static final int ROWS = 4_096;

  private record Opinion(NodeId observer, NodeId about, Status status) {}

  private final Draft draft = new Draft(name());
  private final Faults faults = new Faults();
  private final long within;
  private final long suspicionsBelow;
  private final Map<NodeId, Set<Opinion>> known = new HashMap<>();
  private long suspicions;
  private long lastFault;
  private long lastWrong;
  private int turn;

  /** With a time after the last fault, in nanoseconds, and a number for the whole run. */
  MembershipConverges(long within, long suspicionsBelow) {
    this.within = within;
    this.suspicionsBelow = suspicionsBelow;
  }

  @Override
  public String name() {
    return "membership-converges";
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    faults.begins(what);
    lastFault = grid.world().now();
  }

  @Override
  public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    faults.ended(what);
    lastFault = grid.world().now();
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    lastFault = grid.world().now();
  }

  @Override
  public void sample(SimGrid grid) {
    if (within < Long.MAX_VALUE && faults.none() && !holds(grid)) {
      lastWrong = grid.world().now();
    }
    List<SimNode> up = grid.up();
    Map<NodeId, SimNode> byId = byId(up);
    int count = Math.min(up.size(), Math.max(1, ROWS / Math.max(1, up.size())));
    for (int i = 0; i < count; i++) {
      look(grid, up.get(turn++ % up.size()), byId);
    }
  }

  private void look(SimGrid grid, SimNode node, Map<NodeId, SimNode> up) {
    Set<Opinion> now = new HashSet<>();
    Set<Opinion> before = known.getOrDefault(node.id(), Set.of());
    for (Member row : node.core().members()) {
      if (row.status() != Status.DEAD && row.status() != Status.SUSPECT) {
        continue;
      }
      Opinion opinion = new Opinion(node.id(), row.id(), row.status());
      now.add(opinion);
      if (!before.contains(opinion)) {
        learn(grid, node, row, up);
      }
    }
    known.put(node.id(), now);
  }

  private void learn(SimGrid grid, SimNode node, Member row, Map<NodeId, SimNode> up) {
    SimNode other = up.get(row.id());
    if (row.status() == Status.SUSPECT) {
      suspicions++;
    } else if (other != null && isQuiet(grid, node, other)) {
      String what = node + " took " + other + " for dead";
      draft.violation(Violation.of(grid, what).at(node));
    }
  }

  private static Map<NodeId, SimNode> byId(List<SimNode> nodes) {
    Map<NodeId, SimNode> byId = new HashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    return byId;
  }

  /** Whether nothing befalls either of them, nor has for a while. */
  private static boolean isQuiet(SimGrid grid, SimNode node, SimNode other) {
    long since = Math.max(node.disturbedAt(), other.disturbedAt());
    boolean isHeld = grid.isCutOff(node.number())
        || grid.isCutOff(other.number())
        || node.isPaused()
        || other.isPaused();
    return !isHeld && grid.world().now() - since > QUIET;
  }

  @Override
  public Finding conclude(SimGrid grid) {
    List<SimNode> up = grid.up();
    Set<NodeId> running = byId(up).keySet();
    for (SimNode node : up) {
      if (!lists(node, running)) {
        String what = node + " lists others as alive than run";
        draft.violation(Violation.of(grid, what).at(node));
      }
    }
    if (lastWrong > lastFault && lastWrong - lastFault > within) {
      String what = "members did not agree in time after the last fault";
      draft.violation(Violation.at(lastWrong, what));
    }
    if (suspicions >= suspicionsBelow) {
      draft.violation(Violation.of(grid, suspicions + " suspicions"));
    }
    draft.looked(up.size() - 1L);
    draft.figure("suspicions", suspicions);
    return draft.finding();
  }

  /** Whether every running node lists exactly the running nodes as alive now. */
  public static boolean holds(SimGrid grid) {
    List<SimNode> up = grid.up();
    Set<NodeId> running = byId(up).keySet();
    return up.stream().allMatch(node -> lists(node, running));
  }

  private static boolean lists(SimNode node, Set<NodeId> running) {
    int present = 0;
    for (Member row : node.core().members()) {
      if (row.status().isPresent()) {
        present++;
        if (!running.contains(row.id())) {
          return false;
        }
      }
    }
    return present == running.size();
  }
}
