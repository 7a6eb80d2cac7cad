package io.rejoin.simulator.check;

import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.membership.Status;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * At the end every node lists exactly the running nodes as alive; and nobody is taken for dead to
 * whom nothing has happened for a while. A suspicion is no verdict: where frames are lost they come
 * and go.
 */
public final class MembershipConverges implements Check {
  private static final long QUIET = Duration.ofSeconds(20).toNanos();

  private record Death(NodeId observer, NodeId victim) {}

  private final List<String> violations = new ArrayList<>();
  private Set<Death> known = new HashSet<>();

  @Override
  public String name() {
    return "membership-converges";
  }

  @Override
  public void sample(SimGrid grid) {
    Set<Death> now = new HashSet<>();
    for (SimNode node : grid.up()) {
      for (Member row : node.core().members()) {
        if (row.status() == Status.DEAD) {
          now.add(new Death(node.id(), row.id()));
        }
      }
      for (SimNode other : grid.up()) {
        Death death = new Death(node.id(), other.id());
        if (now.contains(death) && !known.contains(death) && isQuiet(grid, node, other)) {
          violations.add(node + " took " + other + " for dead");
        }
      }
    }
    known = now;
  }

  private static boolean isQuiet(SimGrid grid, SimNode node, SimNode other) {
    long since = Math.max(node.disturbedAt(), other.disturbedAt());
    return grid.world().now() - since > QUIET;
  }

  @Override
  public Finding conclude(SimGrid grid) {
    TreeSet<NodeId> up = new TreeSet<>();
    grid.up().forEach(node -> up.add(node.id()));
    for (SimNode node : grid.up()) {
      if (!present(node).equals(up)) {
        violations.add(node + " lists others as alive than run");
      }
    }
    return Finding.of(this, up.size() - 1L, violations);
  }

  /** Whether every running node lists exactly the running nodes as alive now. */
  public static boolean holds(SimGrid grid) {
    TreeSet<NodeId> up = new TreeSet<>();
    grid.up().forEach(node -> up.add(node.id()));
    return grid.up().stream().allMatch(node -> present(node).equals(up));
  }

  private static SortedSet<NodeId> present(SimNode node) {
    TreeSet<NodeId> present = new TreeSet<>();
    for (Member row : node.core().members()) {
      if (row.status().isPresent()) {
        present.add(row.id());
      }
    }
    return present;
  }
}
