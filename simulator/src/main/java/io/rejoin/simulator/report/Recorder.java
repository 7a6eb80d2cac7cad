package io.rejoin.simulator.report;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.Change;
import io.rejoin.node.core.Replica;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Attempt.Outcome;
import io.rejoin.simulator.grid.Observer;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import io.rejoin.simulator.report.Recording.Node;
import io.rejoin.simulator.report.Recording.Sample;
import io.rejoin.simulator.report.Recording.Transition;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.Cut;
import io.rejoin.simulator.scenario.Happening.Heal;
import io.rejoin.simulator.scenario.Happening.Swizzle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes down a run for people, in bounded room whatever its length. What it has no room for it
 * leaves out, and says so.
 *
 * <p>An entry that a check complains of is known only after the run. As a run is the same every
 * time, it is run once more with a recorder that watches this entry.
 *
 * <p>A node's root is read as it last folded it, up to a tick ago, as reading must change nothing.
 */
public final class Recorder implements Observer {
  private final long origin;
  private final Optional<KeyWatch> watch;
  private final Series series = new Series();
  private final Visibility visibility = new Visibility();
  private final LaneBytes bytes = new LaneBytes();
  private final Chronicle chronicle;
  private @Nullable Scene scene;
  private long healedAt = -1;
  private long repairAtHeal;
  private long attempted;
  private long answered;

  /** The grid, once it is known, and what is made of its nodes. */
  private static final class Scene {
    private final SimGrid grid;
    private final List<Node> nodes;
    private final Names names;
    private final Conditions conditions;
    private long changedAt = -1;
    private long version = -1;
    private long toldAt = -1;

    Scene(SimGrid grid) {
      this.grid = grid;
      nodes = grid.nodes().stream()
          .map(node -> new Node(node.place().name(), node.place().site()))
          .toList();
      names = new Names(nodes);
      conditions = new Conditions(nodes.size());
    }

    long now() {
      return grid.world().now();
    }

    /**
     * Looks again when links have changed, and once time has gone on since something began or
     * ended, as an observer may be told of it before it comes to pass.
     */
    void catchUp() {
      if (changedAt >= 0 && now() > changedAt) {
        conditions.look(grid, changedAt);
        changedAt = -1;
      }
      if (grid.network().version() != version) {
        version = grid.network().version();
        conditions.look(grid, now());
      }
    }

    void changes() {
      catchUp();
      conditions.look(grid, now());
      changedAt = now();
    }

    int roots() {
      return (int)
          grid.up().stream().map(SimNode::replica).map(Replica::root).distinct().count();
    }
  }

  /**
   * A recorder of everything but single entries.
   *
   * @param warmup before the times that people count
   * @param live hears of every transition as it comes
   */
  public Recorder(Duration warmup, Consumer<Transition> live) {
    this(warmup, live, Optional.empty());
  }

  /** A recorder that watches an entry. */
  public Recorder(Duration warmup, Consumer<Transition> live, EntryKey watched) {
    this(warmup, live, Optional.of(watched));
  }

  private Recorder(Duration warmup, Consumer<Transition> live, Optional<EntryKey> watched) {
    origin = warmup.toNanos();
    chronicle = new Chronicle(live);
    watch = watched.map(KeyWatch::new);
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    Scene here = scene(grid);
    here.changes();
    here.toldAt = here.now();
    String text = new Wording(here.names).what(what, nodes);
    chronicle.begins(here.now(), what, nodes, text);
    chronicle.tell(here.now(), Wording.kind(what), text, here.roots());
    if (what instanceof Heal) {
      healed(here);
    }
  }

  @Override
  public void ended(SimGrid grid, Happening what, SortedSet<Integer> nodes) {
    Scene here = scene(grid);
    here.changes();
    chronicle.ended(here.now(), what, nodes);
    if (what.lasts() || what instanceof Swizzle) {
      String kind = what instanceof Cut ? "" : what.kind() + " ";
      String text = kind + new Wording(here.names).what(what, nodes);
      chronicle.tell(here.now(), Wording.endOf(what), text, here.roots());
      healed(here);
    }
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    Scene here = scene(grid);
    here.changes();
    visibility.life(node, here.now());
    watch.ifPresent(each -> each.life(node, here.now()));
    boolean isSaid = here.toldAt == here.now() || here.now() == 0;
    if (!isSaid) {
      String kind = node.isUp() ? "UP" : "DOWN";
      chronicle.tell(here.now(), kind, node.place().name(), here.roots());
    }
    if (node.isUp() && here.now() > 0) {
      healed(here);
    }
  }

  /** Counts from now until all that was done before is everywhere. */
  private void healed(Scene here) {
    visibility.mark();
    healedAt = visibility.beforeMark() > 0 ? here.now() : -1;
    repairAtHeal = bytes.repair();
  }

  private void converged(Scene here) {
    if (healedAt >= 0 && visibility.beforeMark() == 0) {
      String text = "in " + Figures.span(here.now() - healedAt) + "  repair "
          + Figures.bytes(bytes.repair() - repairAtHeal);
      healedAt = -1;
      chronicle.tell(here.now(), "CONVERGED", text, here.roots());
    }
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    Scene here = scene(grid);
    here.catchUp();
    boolean isAnswered = attempt.outcome() != Outcome.FAILED;
    attempted++;
    answered += isAnswered ? 1 : 0;
    chronicle.attempted(isAnswered);
    attempt
        .done()
        .filter(done -> !Holders.isPlaced(grid, done.deed().key()))
        .ifPresent(visibility::wrote);
    watch.ifPresent(each -> each.attempted(attempt));
  }

  @Override
  public void changed(SimNode node, Change change) {
    Scene here = scene;
    if (here != null) {
      visibility.learned(node.number(), change, here.now());
      watch.ifPresent(each -> each.changed(node, change, here.now()));
      converged(here);
    }
  }

  @Override
  public void frame(int from, int to, long sent, Bytes frame) {
    Scene here = scene;
    if (here != null) {
      here.catchUp();
      bytes.arrived(frame);
      watch.ifPresent(each -> each.frame(from, to, sent, frame, here.now()));
    }
  }

  @Override
  public void sample(SimGrid grid) {
    Scene here = scene(grid);
    here.catchUp();
    if (chronicle.isAnythingRunning()) {
      here.changes();
    }
    converged(here);
    Visibility.Seen seen = visibility.takeSeen();
    LaneBytes.Lanes lanes = bytes.take();
    series.add(new Sample(
        here.now(),
        here.roots(),
        attempted,
        answered,
        lanes.delta(),
        lanes.repair(),
        lanes.membership(),
        visibility.pending(),
        seen.count(),
        seen.lagSum(),
        seen.lagMost()));
    attempted = 0;
    answered = 0;
  }

  private Scene scene(SimGrid grid) {
    Scene here = scene;
    if (here == null) {
      here = new Scene(grid);
      scene = here;
    }
    return here;
  }

  /**
   * What was taken down until now.
   *
   * @throws IllegalStateException if nothing has happened yet
   */
  public Recording recording() {
    Scene here = scene;
    if (here == null) {
      throw new IllegalStateException("nothing has happened yet");
    }
    here.catchUp();
    return new Recording(
        origin,
        here.now(),
        here.nodes,
        chronicle.transitions(),
        here.conditions.spans(here.now()),
        chronicle.windows(here.now()),
        series.all(),
        visibility.lags(),
        watch.map(each -> each.history(here.grid)),
        omitted(here));
  }

  private List<String> omitted(Scene here) {
    List<String> omitted = new ArrayList<>();
    note(omitted, chronicle.skipped(), "transitions after the first " + Chronicle.MOST);
    note(
        omitted, visibility.unfollowed(), "operations whose way through the grid was not followed");
    watch.ifPresent(each ->
        note(omitted, each.dropped(), "events of the entry before the last " + KeyWatch.MOST));
    if (here.conditions.isFull()) {
      omitted.add("What nodes were like after the first " + Conditions.MOST + " changes.");
    }
    return omitted;
  }

  private static void note(List<String> omitted, long count, String what) {
    if (count > 0) {
      omitted.add(Figures.count(count) + " " + what + ".");
    }
  }
}
