package io.rejoin.simulator.check;

import io.rejoin.Level;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Attempt.Outcome;
import io.rejoin.simulator.grid.Clients;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.measure.Holders;
import io.rejoin.simulator.scenario.Happening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Every operation at a node that is up is carried out, or refused for a reason of its own, and soon
 * so, whatever the links do. Evidence are the operations at nodes that were cut off from others; a
 * node that stands still is not up.
 */
final class LocalAvailability implements Check {
  static final Duration SOON = Duration.ofMillis(50);

  /** Cuts whose operations are counted one by one. */
  private static final int MAX_CUTS = 100;

  private final Draft draft = new Draft(name());
  private final long within;
  private final List<OfCut> running = new ArrayList<>();
  private final SortedMap<Integer, Long> slowness = new TreeMap<>();
  private int cuts;
  private long attempted;
  private long refused;
  private long failed;
  private long cutOff;

  /** Operations at nodes that a cut concerns. */
  private static final class OfCut {
    private final Happening cut;
    private final SortedSet<Integer> nodes;
    private final String name;
    private long attempted;
    private long answered;

    OfCut(Happening cut, SortedSet<Integer> nodes, String name) {
      this.cut = cut;
      this.nodes = nodes;
      this.name = name;
    }
  }

  LocalAvailability(long within) {
    this.within = within;
  }

  @Override
  public String name() {
    return "local-availability";
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    if (what instanceof Happening.Slow slow) {
      nodes.forEach(node -> slowness.merge(node, slow.by().toNanos(), Long::sum));
    } else if (what instanceof Happening.Cut && cuts < MAX_CUTS) {
      running.add(new OfCut(what, nodes, "cut-" + ++cuts));
    }
  }

  @Override
  public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    if (what instanceof Happening.Slow slow) {
      nodes.forEach(node -> slowness.merge(node, -slow.by().toNanos(), Long::sum));
    }
    running.stream().filter(each -> each.cut == what).findFirst().ifPresent(this::over);
  }

  private void over(OfCut cut) {
    running.remove(cut);
    draft.figure(cut.name + "-attempted", cut.attempted);
    draft.figure(cut.name + "-answered", cut.answered);
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    attempted++;
    cutOff += attempt.during() ? 1 : 0;
    boolean answered = attempt.outcome() != Outcome.FAILED;
    refused += attempt.outcome() == Outcome.REFUSED ? 1 : 0;
    failed += answered ? 0 : 1;
    for (OfCut cut : running) {
      if (cut.nodes.contains(attempt.node())) {
        cut.attempted++;
        cut.answered += answered ? 1 : 0;
      }
    }
    if (!answered) {
      draft.violation(found(attempt, "was not carried out: " + attempt.detail()));
    } else if (attempt.completed() - attempt.invoked() > allowed(grid, attempt)) {
      long millis = (attempt.completed() - attempt.invoked()) / 1_000_000;
      draft.violation(found(attempt, "took " + millis + " ms"));
    }
  }

  /** Who must ask others may take as long as they are asked. */
  private long allowed(SimGrid grid, Attempt attempt) {
    boolean asks =
        Holders.isPlaced(grid, attempt.deed().key()) || !attempt.level().equals(Level.local());
    long asking = asks ? Clients.PATIENCE.plus(Clients.LOOK).toNanos() : 0;
    return within + asking + slowness.getOrDefault(attempt.node(), 0L);
  }

  private static Violation found(Attempt attempt, String what) {
    String text = attempt.deed().operation() + " by " + attempt.session() + " at node "
        + attempt.node() + ' ';
    Violation found = Violation.at(attempt.invoked(), text + what).at(attempt.node());
    Optional<Done> done = attempt.done();
    return done.isPresent() ? found.by(done.get()) : found.in(attempt.deed().key());
  }

  @Override
  public Finding conclude(SimGrid grid) {
    List.copyOf(running).forEach(this::over);
    draft.looked(cutOff);
    draft.figure("attempted", attempted);
    draft.figure("refused", refused);
    draft.figure("failed", failed);
    long answered = attempted - failed;
    double share = attempted == 0 ? 100 : 100.0 * answered / attempted;
    draft.detail(String.format(
        Locale.ROOT,
        "%,d/%,d = %.1f %%, %,d of them at nodes that were cut off",
        answered,
        attempted,
        share,
        cutOff));
    return draft.finding();
  }
}
