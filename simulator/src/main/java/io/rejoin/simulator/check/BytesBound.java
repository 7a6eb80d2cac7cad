package io.rejoin.simulator.check;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.Change;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Convergence;
import io.rejoin.simulator.measure.Convergence.Heal;
import io.rejoin.simulator.measure.Crossings;
import io.rejoin.simulator.measure.Faults;
import io.rejoin.simulator.scenario.Happening;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What nodes say to each other stays within bounds. Steady bytes are those that arrive at a node
 * while clients work, no fault runs, and none has ended for a while.
 */
final class BytesBound implements Check {
  private static final long CALM = Duration.ofSeconds(10).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int LEAST_SECONDS = 5;

  /**
   * The bounds, exclusive.
   *
   * @param steady bytes that arrive at a node in a minute
   * @param buffers bytes that wait at a node to be sent to another one
   * @param repairFactor bytes of repair after a heal, for each byte that a node lacked
   * @param repairPerPair bytes of repair that each pair of nodes may cost besides
   * @param copiesPerSite how often an operation comes to a site from others, on the average
   */
  record Limits(
      long steady, long buffers, double repairFactor, long repairPerPair, double copiesPerSite) {
    boolean boundsRepair() {
      return repairFactor < Double.MAX_VALUE;
    }

    boolean boundsCopies() {
      return copiesPerSite < Double.MAX_VALUE;
    }
  }

  private final Draft draft = new Draft(name());
  private final Limits limits;
  private final Faults faults = new Faults();
  private final Convergence convergence = new Convergence();
  private final Crossings crossings = new Crossings();
  private final SortedMap<Integer, Long> arrived = new TreeMap<>();
  private final SortedMap<Integer, Long> steady = new TreeMap<>();
  private long steadySeconds;
  private long mostWaiting;
  private long lastFault = -1;
  private long lastAttempt = -1;

  BytesBound(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "bytes-bound";
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    faults.begins(what);
    if (limits.boundsRepair()) {
      convergence.begins(grid, what, nodes);
    }
    lastFault = grid.world().now();
  }

  @Override
  public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    faults.ended(what);
    if (limits.boundsRepair()) {
      convergence.ended(grid, what, nodes);
    }
    lastFault = grid.world().now();
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    lastAttempt = grid.world().now();
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    convergence.life(grid, node);
  }

  @Override
  public void changed(SimNode node, Change change) {
    if (limits.boundsRepair()) {
      convergence.changed(node, change);
    }
  }

  @Override
  public void frame(int from, int to, long sent, Bytes frame) {
    arrived.merge(to, (long) frame.length(), Long::sum);
    if (limits.boundsCopies()) {
      crossings.frame(from, to, frame);
    }
  }

  @Override
  public void sample(SimGrid grid) {
    long now = grid.world().now();
    boolean works = lastAttempt >= 0 && now - lastAttempt < CALM;
    boolean calm = faults.none() && (lastFault < 0 || now - lastFault > CALM + SECOND);
    if (works && calm) {
      steadySeconds++;
      arrived.forEach((node, bytes) -> steady.merge(node, bytes, Long::sum));
    }
    arrived.clear();
    crossings.second(grid, works && calm);
    if (limits.buffers() < Long.MAX_VALUE) {
      lookAtBuffers(grid);
    }
  }

  private void lookAtBuffers(SimGrid grid) {
    List<SimNode> up = grid.up();
    for (SimNode node : up) {
      for (SimNode other : up) {
        long waiting = node == other ? 0 : node.core().waitingFor(other.id());
        mostWaiting = Math.max(mostWaiting, waiting);
        if (waiting >= limits.buffers()) {
          String what = waiting + " bytes wait at " + node + " for " + other;
          draft.violation(Violation.of(grid, what).at(node));
        }
      }
    }
    draft.looked(1);
    draft.figure("most-waiting-bytes", mostWaiting);
  }

  @Override
  public Finding conclude(SimGrid grid) {
    if (limits.steady() < Long.MAX_VALUE && steadySeconds >= LEAST_SECONDS) {
      draft.looked(steadySeconds);
      steady.forEach((node, bytes) -> look(grid, node, bytes * 60 / steadySeconds));
    }
    if (limits.boundsCopies() && crossings.distinct() > 0) {
      lookAtCopies();
    }
    convergence.heals().stream()
        .filter(heal -> !heal.isVoid() && heal.converged().isPresent())
        .forEach(heal -> look(grid, heal));
    return draft.finding();
  }

  private void lookAtCopies() {
    draft.looked(crossings.distinct());
    draft.figure("operations-to-sites", crossings.distinct());
    draft.figure("deltas-to-sites", crossings.all());
    double copies = (double) crossings.all() / crossings.distinct();
    if (copies >= limits.copiesPerSite()) {
      String what = String.format(
          Locale.ROOT,
          "an operation comes to a site %.2f times on the average, not less than %.2f",
          copies,
          limits.copiesPerSite());
      draft.violation(Violation.at(crossings.lastTime(), what));
    }
  }

  private void look(SimGrid grid, Heal heal) {
    long nodes = grid.up().size();
    double allowed = limits.repairFactor() * heal.divergentBytes()
        + (double) limits.repairPerPair() * nodes * (nodes - 1) / 2;
    draft.looked(1);
    draft.figure("divergent-bytes", heal.divergentBytes());
    draft.figure("repair-bytes", heal.repairBytes());
    if (heal.repairBytes() > allowed) {
      String what = String.format(
          Locale.ROOT,
          "%,d bytes of repair for %,d that nodes lacked",
          heal.repairBytes(),
          heal.divergentBytes());
      draft.violation(Violation.at(heal.time(), what));
    }
  }

  private void look(SimGrid grid, int node, long perMinute) {
    draft.figure("steady-bytes-of-node-" + node, perMinute);
    if (perMinute >= limits.steady()) {
      String what = String.format(
          Locale.ROOT,
          "%s got %,d bytes a minute, not less than %,d",
          grid.node(node),
          perMinute,
          limits.steady());
      draft.violation(Violation.of(grid, what).at(node));
    }
  }
}
