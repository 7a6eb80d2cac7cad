package io.rejoin.crdt.causal;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a node has applied: for each run the number up to which it holds the effect of every
 * operation, and the intervals that it holds beyond a gap. Immutable; it only ever grows by {@link
 * #applied} and {@link #join}. The minimum of all members' clocks is the horizon.
 *
 * <p>Not to be confused with the {@link CausalContext} of an entry, which knows of the operations
 * upon that entry only. The encoding is the same.
 */
public record Clock(CausalContext operations) {
  public static final Clock EMPTY = new Clock(CausalContext.EMPTY);

  /** The number up to which every operation of this run is applied, 0 if the first is missing. */
  public long number(ReplicaId run) {
    return operations.numbers(run).prefix();
  }

  /** Is every operation of this run up to and including this number applied? */
  public boolean covers(ReplicaId run, long number) {
    return number <= number(run);
  }

  /** Is everything applied that the other clock says, also beyond gaps? */
  public boolean covers(Clock other) {
    return operations.covers(other.operations);
  }

  /** Of each run the numbers up to the first gap. */
  public Clock withoutGaps() {
    return mapped(Intervals::prefix);
  }

  /** Of each run all numbers up to the last one. */
  public Clock filled() {
    return mapped(Intervals::last);
  }

  private Clock mapped(ToLongFunction<Intervals> upTo) {
    CausalContextBuilder result = new CausalContextBuilder();
    for (ReplicaId run : runs()) {
      long last = upTo.applyAsLong(operations.numbers(run));
      if (last > 0) {
        result.add(run, 1, last);
      }
    }
    return new Clock(result.build());
  }

  public Clock join(Clock other) {
    return covers(other) ? this : new Clock(operations.union(other.operations));
  }

  /** With the operations {@code (after, upTo]} of a run applied as well. */
  public Clock applied(ReplicaId run, long after, long upTo) {
    Intervals known = operations.numbers(run);
    return upTo <= after || known.contains(after + 1, upTo)
        ? this
        : new Clock(operations.union(CausalContext.of(run, after + 1, upTo)));
  }

  /** What all of these have applied; nothing if there are none. */
  public static Clock min(Collection<Clock> clocks) {
    Optional<CausalContext> common =
        clocks.stream().map(Clock::operations).reduce(CausalContext::intersect);
    return common.map(Clock::new).orElse(EMPTY);
  }

  /** The runs of which anything is applied, ascending. */
  public List<ReplicaId> runs() {
    return operations.runs();
  }

  public void write(ByteWriter out) {
    operations.write(out);
  }

  public static Clock read(ByteReader in) throws MalformedBytes {
    return new Clock(CausalContext.read(in));
  }
}
