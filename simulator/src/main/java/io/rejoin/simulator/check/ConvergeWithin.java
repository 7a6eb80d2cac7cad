package io.rejoin.simulator.check;

import io.rejoin.node.core.Change;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Convergence;
import io.rejoin.simulator.measure.Convergence.Heal;
import io.rejoin.simulator.measure.VisibilityLag;
import io.rejoin.simulator.scenario.Happening;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;

/**
 * Within this time after the last heal, or after every heal before which no other fault began, each
 * node shows what any node that it can reach showed at the heal; and at the end all show the same
 * within this time after the last fault or write, whichever was later.
 */
final class ConvergeWithin implements Check {
  private final Draft draft = new Draft(name());
  private final Convergence convergence = new Convergence();
  private final VisibilityLag lag = new VisibilityLag();
  private final long within;
  private final boolean everyHeal;

  /** With a time in nanoseconds. */
  ConvergeWithin(long within, boolean everyHeal) {
    this.within = within;
    this.everyHeal = everyHeal;
  }

  @Override
  public String name() {
    return "converge-within";
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    convergence.begins(grid, what, nodes);
  }

  @Override
  public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    convergence.ended(grid, what, nodes);
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    convergence.life(grid, node);
    lag.life(grid, node);
  }

  @Override
  public void sample(SimGrid grid) {
    convergence.sample(grid);
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    convergence.attempted(grid, attempt);
    lag.attempted(grid, attempt);
  }

  @Override
  public void changed(SimNode node, Change change) {
    convergence.changed(node, change);
    lag.changed(node, change);
  }

  @Override
  public Finding conclude(SimGrid grid) {
    List<Heal> heals =
        convergence.heals().stream().filter(heal -> !heal.isVoid()).toList();
    int first = everyHeal ? 0 : Math.max(0, heals.size() - 1);
    heals.subList(first, heals.size()).forEach(heal -> look(grid, heal));
    lag.figures().forEach(draft::figure);
    atTheEnd(grid, heals);
    return draft.finding();
  }

  private void look(SimGrid grid, Heal heal) {
    long until = heal.converged().orElse(grid.world().now());
    long took = until - heal.time();
    if (heal.converged().isPresent()) {
      draft.looked(1);
      draft.figure("converged-ms", took / 1_000_000);
      draft.detail(String.format(Locale.ROOT, "in %.3f s after the heal", took / 1e9));
    }
    if (took > within) {
      String what = heal.converged().isPresent()
          ? String.format(
              Locale.ROOT, "it took %.3f s after a heal, not %.3f", took / 1e9, within / 1e9)
          : String.format(
              Locale.ROOT, "%.3f s after a heal it was not over: %s", within / 1e9, heal.lack());
      draft.violation(Violation.at(heal.time() + within, what));
    }
  }

  private void atTheEnd(SimGrid grid, List<Heal> heals) {
    List<Done> all = grid.journal().all();
    long quiet = all.isEmpty() ? 0 : all.get(all.size() - 1).time();
    if (!heals.isEmpty()) {
      quiet = Math.max(quiet, heals.get(heals.size() - 1).time());
    }
    boolean equal = RootsEqual.holds(grid);
    long took = (equal ? convergence.lastChange() : grid.world().now()) - quiet;
    draft.looked(equal && !all.isEmpty() ? 1 : 0);
    if (took > within) {
      String what = String.format(
          Locale.ROOT, "%.1f s after the last write or fault nodes differ", within / 1e9);
      draft.violation(Violation.at(quiet + within, what));
    }
  }
}
