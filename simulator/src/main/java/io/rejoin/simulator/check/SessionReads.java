package io.rejoin.simulator.check;

import io.rejoin.Level;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.simulator.check.Finding.Draft;
import io.rejoin.simulator.grid.Attempt;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.measure.Holders;
import io.rejoin.simulator.scenario.Happening;
import io.rejoin.simulator.scenario.Happening.DiskFate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * What a client sees follows on what it did and saw before (Terry et al., "Session guarantees for
 * weakly consistent replicated data", PDIS 1994). A session is a client of one node, over restarts
 * of the node unless its disk suffered, or one that moves and shows its token wherever it comes:
 * then no node may serve it that has not all of it, whatever befell any of them. What was lost with
 * a disk was promised by nobody.
 */
final class SessionReads implements Check {
  private static final int MAX_SUSPECTS = 1_000;

  /** Which of the two is looked at. */
  private enum Guarantee {
    /** A read shows the effect of every earlier write of its session. */
    READ_YOUR_WRITES,
    /** A read shows all that an earlier read of its session showed. */
    MONOTONIC_READS,
    /**
     * A read of what a majority has shows all that a majority was known to have before it began,
     * whoever had written it.
     */
    FRESH_READS
  }

  private record Place(String session, EntryKey key) {}

  /** A read that lacked something. */
  private record Suspect(Attempt read, CausalContext missing) {}

  private final Guarantee guarantee;
  private final Draft draft;
  private final Map<Place, CausalContext> due = new HashMap<>();
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Set<Integer> damaged = new HashSet<>();
  private final Set<Integer> everDamaged = new HashSet<>();
  private final List<Suspect> suspects = new ArrayList<>();
  private final Map<EntryKey, List<Acknowledged>> confirmed = new HashMap<>();

  private SessionReads(Guarantee guarantee) {
    this.guarantee = guarantee;
    draft = new Draft(name());
  }

  static Check readYourWrites() {
    return new SessionReads(Guarantee.READ_YOUR_WRITES);
  }

  static Check monotonicReads() {
    return new SessionReads(Guarantee.MONOTONIC_READS);
  }

  static Check freshReads() {
    return new SessionReads(Guarantee.FRESH_READS);
  }

  @Override
  public String name() {
    return guarantee.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void acknowledged(SimGrid grid, Acknowledged told) {
    if (guarantee == Guarantee.FRESH_READS && told.level().scope() == Level.Scope.MAJORITY) {
      confirmed
          .computeIfAbsent(told.done().deed().key(), any -> new ArrayList<>())
          .add(told);
    }
  }

  private void fresh(SimGrid grid, Attempt attempt, CausalContext seen) {
    EntryKey key = attempt.deed().key();
    if (attempt.level().scope() == Level.Scope.MAJORITY) {
      Place place = new Place(attempt.session(), key);
      due.put(
          place,
          CausalContext.of(confirmed.getOrDefault(key, List.of()).stream()
              .filter(told -> told.time() <= attempt.invoked())
              .map(told -> told.done().number())
              .toList()));
      read(grid, place, attempt, seen);
    }
  }

  @Override
  public void begins(SimGrid grid, Happening what, SortedSet<Integer> on) {
    boolean suffers = what instanceof Happening.OldImage
        || what instanceof Happening.Corrupt
        || (what instanceof Happening.Crash crash && crash.disk() != DiskFate.KEPT);
    if (suffers) {
      damaged.addAll(on);
      everDamaged.addAll(on);
    }
  }

  @Override
  public void life(SimGrid grid, SimNode node) {
    if (damaged.contains(node.number())) {
      due.keySet().removeIf(place -> nodes.getOrDefault(place.session(), -1) == node.number());
    }
    if (node.isUp()) {
      damaged.remove(node.number());
    }
  }

  @Override
  public void attempted(SimGrid grid, Attempt attempt) {
    if (guarantee == Guarantee.FRESH_READS) {
      attempt.seen().ifPresent(seen -> fresh(grid, attempt, seen));
      return;
    }
    boolean isPlaced = Holders.isPlaced(grid, attempt.deed().key());
    if (isPlaced && !attempt.roams() && guarantee == Guarantee.MONOTONIC_READS) {
      return; // who has no token is told by one owner now and by another one later
    }
    if (!attempt.roams()) {
      nodes.put(attempt.session(), attempt.node());
    }
    Place place = new Place(attempt.session(), attempt.deed().key());
    attempt.seen().ifPresent(seen -> read(grid, place, attempt, seen));
    if (guarantee == Guarantee.READ_YOUR_WRITES) {
      attempt
          .done()
          .filter(done -> done.written().changed())
          .ifPresent(
              done -> due.merge(place, CausalContext.of(done.number()), CausalContext::union));
    }
  }

  private void read(SimGrid grid, Place place, Attempt attempt, CausalContext seen) {
    CausalContext expected = due.getOrDefault(place, CausalContext.EMPTY);
    draft.looked(expected.isEmpty() ? 0 : 1);
    if (!seen.covers(expected) && suspects.size() < MAX_SUSPECTS) {
      CausalContext missing = expected.minus(seen);
      boolean forgets = attempt.roams() || Holders.isPlaced(grid, place.key);
      suspects.add(new Suspect(attempt, forgets ? remembered(grid, place.key, missing) : missing));
    }
    if (guarantee == Guarantee.MONOTONIC_READS) {
      due.put(place, seen);
    }
  }

  /**
   * Without what is removed and forgotten: a node that lost its disk never hears of that, and shows
   * no more than those that have forgotten it.
   */
  private static CausalContext remembered(SimGrid grid, EntryKey key, CausalContext dots) {
    CausalContext left = dots;
    for (SimNode node : grid.up()) {
      CausalContext gone = node.forgotten(key).operations();
      left = left.minus(gone.minus(node.state(key).live()));
    }
    return left;
  }

  @Override
  public Finding conclude(SimGrid grid) {
    if (!suspects.isEmpty()) {
      Map<Dot, Done> writers = writers(grid);
      suspects.forEach(suspect -> judge(grid, suspect, writers));
    }
    return draft.finding();
  }

  private static Map<Dot, Done> writers(SimGrid grid) {
    Map<Dot, Done> writers = new HashMap<>();
    for (Done done : grid.journal().changing()) {
      writers.put(done.number(), done);
      done.written().written().forEach(dot -> writers.put(dot, done));
    }
    return writers;
  }

  private void judge(SimGrid grid, Suspect suspect, Map<Dot, Done> writers) {
    List<Dot> missing =
        writers.keySet().stream().filter(suspect.missing()::contains).sorted().toList();
    Attempt read = suspect.read();
    for (Dot dot : missing) {
      Done done = writers.get(dot);
      if (done != null
          && grid.journal().isDefinite(done)
          && isOf(grid, read, done)
          && !isGivenUp(grid, read, dot)) {
        String what = read.session() + " does not see any more what it "
            + (guarantee == Guarantee.READ_YOUR_WRITES ? "wrote" : "saw") + " by " + done;
        draft.violation(Violation.at(read.invoked(), what).at(read.node()).by(done));
        return;
      }
    }
  }

  /**
   * A node over an old image shows again what was removed since, and gives it up as soon as it
   * hears from who has forgotten that: a dead dot enters no context, and until that session is over
   * the node does not know that it is forgotten. So what was removed for sure before the read began
   * is missing for a good reason there.
   */
  private boolean isGivenUp(SimGrid grid, Attempt read, Dot dot) {
    return guarantee == Guarantee.MONOTONIC_READS
        && everDamaged.contains(read.node())
        && grid.journal().removersOf(dot).stream()
            .anyMatch(done -> grid.journal().isDefinite(done) && done.time() <= read.invoked());
  }

  /** What an evicted node did may be void to all others. */
  private static boolean isOf(SimGrid grid, Attempt read, Done done) {
    return done.deed().key().equals(read.deed().key())
        && !(read.roams() && grid.node(done.node()).wasEvicted());
  }
}
