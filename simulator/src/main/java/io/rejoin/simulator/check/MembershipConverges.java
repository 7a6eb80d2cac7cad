package io.rejoin.simulator.check;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final long suspicionsBelow;
  private final Map<NodeId, Set<Opinion>> known = new HashMap<>();
  private long suspicions;
  private int turn;

  MembershipConverges(long suspicionsBelow) {
    this.suspicionsBelow = suspicionsBelow;
  }

  @Override
  public String name() {
    return "membership-converges";
  }

  @Override
  public void sample(SimGrid grid) {
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

  private static boolean isQuiet(SimGrid grid, SimNode node, SimNode other) {
    long since = Math.max(node.disturbedAt(), other.disturbedAt());
    return grid.world().now() - since > QUIET;
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
