package io.rejoin.node.core.relay;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.antientropy.delta.DeltaBuffer;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.HybridClock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.Member;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Report;
import io.rejoin.node.core.frame.Frame.Row;
import io.rejoin.node.core.link.DeltaSource;
import io.rejoin.node.core.roster.ClockMatrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What waits for one linked node: joined deltas, acknowledgements, clocks of others. */
public final class Outbox implements DeltaSource {
  /** Third nodes that are looked at in a round of a large grid. */
  private static final int THIRDS = 32;

  /** Runs in their clocks after which that is enough. */
  private static final int THIRDS_RUNS = 64;

  private final HybridClock time;
  private final Supplier<Row> own;
  private final DeltaBuffer buffer;
  private final SortedSet<ReplicaId> acknowledge = new TreeSet<>();
  private final Map<NodeId, Row> others = new TreeMap<>();
  private final Map<NodeId, Row> toldOthers = new TreeMap<>();
  private final Map<ReplicaId, Long> claimed = new TreeMap<>();
  private Clock told = Clock.EMPTY;
  private Report report = Report.NONE;
  private boolean reports;
  private int nextThird;

  public Outbox(DeltaConfig config, HybridClock time, Supplier<Row> own) {
    this.time = time;
    this.own = own;
    buffer = new DeltaBuffer(config.bufferBytes(), config.batchBytes());
  }

  /**
   * Takes in a batch so that its claim holds for whoever gets all of its deltas. Of a claim that
   * comes late or again only what is beyond the earlier ones is kept.
   */
  public void add(Batch batch) {
    long before = claimed.getOrDefault(batch.run(), 0L);
    long after = Math.max(batch.after(), before);
    long upTo = Math.max(batch.upTo(), before);
    if (!batch.changes().isEmpty()) {
      buffer.add(new Batch(batch.run(), after, upTo, batch.changes()));
      claimed.put(batch.run(), upTo);
    }
  }

  /** An answer to a batch of this run is due. */
  public void acknowledge(ReplicaId run) {
    acknowledge.add(run);
  }

  /** Tells the node what this one has applied, as far as that changed since the last time. */
  public void tellOwn(Clock clock) {
    for (ReplicaId run : clock.runs()) {
      if (!told.operations().numbers(run).equals(clock.operations().numbers(run))) {
        acknowledge.add(run);
      }
    }
    told = clock;
  }

  /**
   * Tells the node what it may rely on: goes with the whole clock, as what {@link #tellOwn} told
   * may have been lost.
   */
  public void report(Report now) {
    reports = !now.isNone() && (reports || !now.equals(report));
    report = now;
  }

  /** Tells the node what a third one has applied, if that changed since the last time. */
  public boolean tell(Row row) {
    boolean news = !row.equals(toldOthers.put(row.node(), row));
    if (news) {
      others.put(row.node(), row);
    }
    return news;
  }

  /** Tells of the next few nodes in turn what they have applied, until that is enough. */
  public void tellNext(List<Member> thirds, ClockMatrix matrix) {
    int runs = 0;
    for (int i = 0; i < Math.min(THIRDS, thirds.size()) && runs < THIRDS_RUNS; i++) {
      nextThird = (nextThird + 1) % thirds.size();
      Optional<Row> row = matrix.row(thirds.get(nextThird).id());
      if (row.isPresent() && tell(row.get())) {
        runs += row.get().clock().runs().size();
      }
    }
  }

  /** Tells the node what a third one has applied, in addition to what waits to be told. */
  public void pass(Row row) {
    others.merge(row.node(), row, Outbox::joined);
  }

  private static Row joined(Row one, Row other) {
    return one.run().equals(other.run())
        ? new Row(one.node(), one.run(), one.clock().join(other.clock()), one.report())
        : other;
  }

  /** Whether the node got, or is to get, from here what a run did up to this number. */
  public boolean hasBrought(ReplicaId run, long upTo) {
    return claimed.getOrDefault(run, 0L) >= upTo;
  }

  /** As {@link #tellOwn(Clock)}, if these runs are all in which it changed since then. */
  @SuppressWarnings("ReferenceEquality") // an equal one is as good, but need not be compared
  public void tellOwn(Clock before, Clock clock, List<ReplicaId> changed) {
    if (told == before) {
      acknowledge.addAll(changed);
      told = clock;
    } else {
      tellOwn(clock);
    }
  }

  /** Forgets what was told, as it may have been lost. */
  public void tellAgain(boolean ofOthersToo) {
    told = Clock.EMPTY;
    reports = !report.isNone();
    if (ofOthersToo) {
      toldOthers.clear();
    }
  }

  /** Bytes of deltas that wait. */
  public long bytes() {
    return buffer.bytes();
  }

  @Override
  public boolean hasDeltas() {
    return !acknowledge.isEmpty() || reports || !others.isEmpty() || !buffer.isEmpty();
  }

  @Override
  public Optional<Frame> nextClocks() {
    List<Row> rows = new ArrayList<>();
    if (!acknowledge.isEmpty() || reports) {
      Row mine = own.get();
      rows.add(
          reports
              ? new Row(mine.node(), mine.run(), mine.clock(), report)
              : new Row(mine.node(), mine.run(), only(acknowledge, mine.clock())));
      acknowledge.clear();
      reports = false;
    }
    rows.addAll(others.values());
    others.clear();
    return rows.isEmpty() ? Optional.empty() : Optional.of(new Clocks(rows));
  }

  public static Clock only(Collection<ReplicaId> runs, Clock clock) {
    CausalContext result = CausalContext.EMPTY;
    for (ReplicaId run : runs) {
      result = result.union(CausalContext.of(run, clock.operations().numbers(run)));
    }
    return new Clock(result);
  }

  @Override
  public Optional<Frame> nextDelta() {
    return buffer.drain().map(batch -> new Deltas(time.now(), batch));
  }
}
