package io.rejoin.node.core.shard;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.List;

/**
 * What this node has applied, up to where it has forgotten what was removed, and what it has heard
 * of as applied by anybody. Changed by the core's thread, read by any.
 *
 * <p>Two things hold at any time, and all of forgetting rests on them. If the clock covers the
 * removal of a dot, the dot is not live here. If the clock covers the operation that put a dot,
 * then the dot is live here, or an entry's context says that it was removed, or it is at or below
 * what is forgotten.
 */
public final class Progress {
  private static final int FORMAT = 1;

  private final ReplicaId run;
  private final long first;
  private volatile Clock foreign = Clock.EMPTY;
  private volatile Clock heard = Clock.EMPTY;
  private volatile Clock forgotten = Clock.EMPTY;
  private final Loose loose = new Loose();
  private volatile Known known = new Known(Clock.EMPTY, 0, Clock.EMPTY);

  /** The clock that two parts make. */
  private record Known(Clock foreign, long own, Clock clock) {}

  /**
   * What is stored of it, so that a node which starts again need not learn it anew.
   *
   * @param run the run that stored it
   * @param mark so many times it was stored before
   */
  public record Checkpoint(
      ReplicaId run, long mark, Clock clock, Clock forgotten, Clock heard, CausalContext loose) {
    public Bytes toBytes() {
      ByteWriter out = new ByteWriter();
      out.u8(FORMAT);
      run.write(out);
      out.varint(mark);
      clock.write(out);
      forgotten.write(out);
      heard.write(out);
      loose.write(out);
      return out.toBytes();
    }

    public static Checkpoint read(Bytes bytes) throws MalformedBytes {
      ByteReader in = new ByteReader(bytes);
      in.check(in.u8() == FORMAT, "progress in another format");
      Checkpoint read = new Checkpoint(
          ReplicaId.read(in),
          in.varint(Long.MAX_VALUE),
          Clock.read(in),
          Clock.read(in),
          Clock.read(in),
          CausalContext.read(in));
      in.end();
      return read;
    }
  }

  /**
   * Of a run.
   *
   * @param first the number after which it wrote here; what it did before counts as another's
   */
  public Progress(ReplicaId run, long first) {
    this.run = run;
    this.first = first;
  }

  /** Goes on from where an earlier run of this node was. */
  public void resume(Checkpoint stored) {
    foreign = stored.clock();
    forgotten = stored.forgotten();
    heard = stored.heard().join(stored.clock().filled()); // that run's own operations too
    loose.addAll(stored.loose());
  }

  /** As it is to be stored. */
  public Checkpoint checkpoint(long own, long mark) {
    return new Checkpoint(run, mark, clock(own), forgotten, heard, loose());
  }

  /** What is applied here; of the own run up to a number. */
  @SuppressWarnings("ReferenceEquality") // the same clock is the same object
  public Clock clock(long own) {
    Known now = known;
    if (now.foreign != foreign || now.own != own) {
      now = new Known(foreign, own, foreign.applied(run, first, own));
      known = now;
    }
    return now.clock;
  }

  /** What is applied here of other runs. */
  public Clock foreign() {
    return foreign;
  }

  /** Up to where removed dots may have left the contexts; of no run with gaps. */
  public Clock forgotten() {
    return forgotten;
  }

  /** Effects of operations of a run up to this number are about to come. */
  public void hears(ReplicaId other, long upTo) {
    if (!heard.covers(other, upTo)) {
      heard = heard.applied(other, 0, upTo);
    }
  }

  /** Effects of what this clock covers are about to come. */
  public void hears(Clock clock) {
    heard = heard.join(clock.filled());
  }

  /** Operations {@code (after, upTo]} of another run are applied. */
  public void applied(ReplicaId other, long after, long upTo) {
    foreign = foreign.applied(other, after, upTo);
    hears(other, upTo);
  }

  /** Joins a clock of which everything is applied here. */
  public void adopt(Clock clock) {
    CausalContext own = CausalContext.of(run, first + 1, Intervals.MAX_NUMBER);
    foreign = foreign.join(new Clock(clock.operations().minus(own)));
    hears(clock);
  }

  /** What is not here of another run, of all that was ever heard of, nobody has. */
  public void retire(ReplicaId other) {
    applied(other, 0, heard(other));
  }

  /** Notes that dots at or below this are forgotten. */
  public void forget(Clock horizon) {
    forgotten = forgotten.join(horizon);
  }

  /** What was heard of beyond a clock. */
  public Clock heardBeyond(Clock clock) {
    return new Clock(heard.operations().minus(clock.operations()));
  }

  /** An item of another run was taken up that no clock vouches for yet. */
  public void tookUp(Dot dot) {
    boolean isOwn = dot.run().equals(run) && dot.number() > first;
    if (!foreign.operations().contains(dot) && !isOwn) {
      loose.add(dot);
    }
  }

  /** Whether something was taken up that no clock vouched for. */
  public boolean hasLoose() {
    return !loose.isEmpty();
  }

  /** These are not here any more; any thread may say so. */
  public void letGo(CausalContext dots) {
    loose.letGo(dots);
  }

  /** The items that are here although the clock does not cover them. */
  public CausalContext loose() {
    return loose.beyond(foreign);
  }

  /** The runs of which anything was ever heard. */
  public List<ReplicaId> heardOf() {
    return heard.runs();
  }

  /** Up to where anything was heard of a run. */
  public long heard(ReplicaId other) {
    return heard.number(other);
  }

  /** The stamp of what changes now, this run having given out numbers up to this one. */
  public Stamp stamp(long number) {
    return new Stamp(heard, run, number);
  }
}
