package io.rejoin.simulator.fault;

import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/** A happening that goes on: what is still to come of it, and what undoes it. */
final class Running implements Ending {
  private final World world;
  private final Happening what;
  private final SortedSet<Integer> nodes;
  private final Consumer<Running> over;
  private final List<Runnable> undoings = new ArrayList<>();
  private boolean ended;

  /** {@code over} hears when it has ended. */
  Running(World world, Happening what, SortedSet<Integer> nodes, Consumer<Running> over) {
    this.world = world;
    this.what = what;
    this.nodes = nodes;
    this.over = over;
  }

  Happening what() {
    return what;
  }

  SortedSet<Integer> nodes() {
    return nodes;
  }

  /** Undoes something when this ends, unless it is undone before. */
  void undo(Runnable undoing) {
    undoings.add(undoing);
  }

  /** Undoes it now; the last one ends this, if that is said. */
  void undoNow(Runnable undoing, boolean endsWithLast) {
    if (undoings.remove(undoing)) {
      undoing.run();
      if (endsWithLast && undoings.isEmpty()) {
        end();
      }
    }
  }

  /** Something happens later, unless this ends before. */
  void later(long nanos, Runnable step) {
    world.after(nanos, () -> {
      if (!ended) {
        step.run();
      }
    });
  }

  @Override
  public void end() {
    if (!ended) {
      ended = true;
      List.copyOf(undoings).forEach(Runnable::run);
      undoings.clear();
      over.accept(this);
    }
  }
}
