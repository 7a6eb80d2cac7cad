package io.rejoin.crdt.causal;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of dots: for each run the {@link Intervals} of its numbers. Runs are sorted and
 * none is empty, so equal sets have one form and one encoding. Operations are linear in the number
 * of runs and intervals, not of dots.
 *
 * <p>Encoding: count of runs, then each run (8 bytes) and its intervals.
 */
public final class CausalContext {
  public static final CausalContext EMPTY = new CausalContext(new ReplicaId[0], new Intervals[0]);

  private static final int MIN_RUN_BYTES = 11;

  private final ReplicaId[] runs;
  private final Intervals[] numbers;

  private CausalContext(ReplicaId[] runs, Intervals[] numbers) {
    this.runs = runs;
    this.numbers = numbers;
  }

  public static CausalContext of(Dot dot) {
    return of(dot.run(), Intervals.of(dot.number()));
  }

  /** The numbers {@code [from, to]} of a run. */
  public static CausalContext of(ReplicaId run, long from, long to) {
    return of(run, Intervals.of(from, to));
  }

  public static CausalContext of(ReplicaId run, Intervals numbers) {
    return numbers.isEmpty()
        ? EMPTY
        : new CausalContext(new ReplicaId[] {run}, new Intervals[] {numbers});
  }

  public static CausalContext of(Collection<Dot> dots) {
    if (dots.isEmpty()) {
      return EMPTY;
    }
    if (dots.size() == 1) {
      return of(dots.iterator().next());
    }
    Dot[] sorted = dots.toArray(new Dot[0]);
    Arrays.sort(sorted);
    CausalContextBuilder result = new CausalContextBuilder();
    for (Dot dot : sorted) {
      result.add(dot.run(), dot.number(), dot.number());
    }
    return result.build();
  }

  /** The first {@code used} of these: runs ascending, no intervals empty. */
  static CausalContext ofSorted(ReplicaId[] runs, Intervals[] numbers, int used) {
    if (used == 0) {
      return EMPTY;
    }
    return used == runs.length
        ? new CausalContext(runs, numbers)
        : new CausalContext(Arrays.copyOf(runs, used), Arrays.copyOf(numbers, used));
  }

  public boolean isEmpty() {
    return runs.length == 0;
  }

  public boolean contains(Dot dot) {
    return contains(dot.run(), dot.number());
  }

  public boolean contains(ReplicaId run, long number) {
    return numbers(run).contains(number);
  }

  /** The runs, ascending. */
  public List<ReplicaId> runs() {
    return Collections.unmodifiableList(Arrays.asList(runs));
  }

  /** The numbers of a run that are here, perhaps none. */
  public Intervals numbers(ReplicaId run) {
    int at = ReplicaId.search(runs, run);
    return at < 0 ? Intervals.EMPTY : numbers[at];
  }

  /** The greatest number of a run, 0 if it has none here. */
  public long last(ReplicaId run) {
    return numbers(run).last();
  }

  /** The number of dots. */
  public long size() {
    long size = 0;
    for (Intervals each : numbers) {
      size += each.size();
    }
    return size;
  }

  /** The number of intervals, over all runs. */
  public int intervals() {
    int count = 0;
    for (Intervals each : numbers) {
      count += each.count();
    }
    return count;
  }

  public boolean covers(CausalContext other) {
    for (int i = 0; i < other.runs.length; i++) {
      if (!numbers(other.runs[i]).covers(other.numbers[i])) {
        return false;
      }
    }
    return true;
  }

  public CausalContext union(CausalContext other) {
    if (other.isEmpty()) {
      return this;
    }
    return isEmpty() ? other : isWithinRuns(other) ? raised(other) : merge(other, Intervals::union);
  }

  private boolean isWithinRuns(CausalContext other) {
    for (ReplicaId run : other.runs) {
      if (ReplicaId.search(runs, run) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The union with one that has no run of its own: most deltas. Only what changes is copied. */
  private CausalContext raised(CausalContext other) {
    Intervals[] changed = numbers;
    for (int i = 0; i < other.runs.length; i++) {
      int at = ReplicaId.search(runs, other.runs[i]);
      Intervals union = numbers[at].union(other.numbers[i]);
      if (!union.equals(numbers[at])) {
        changed = changed == numbers ? numbers.clone() : changed;
        changed[at] = union;
      }
    }
    return changed == numbers ? this : new CausalContext(runs, changed);
  }

  public CausalContext minus(CausalContext other) {
    return isEmpty() || other.isEmpty() ? this : merge(other, Intervals::minus);
  }

  public CausalContext intersect(CausalContext other) {
    return merge(other, Intervals::intersect);
  }

  private CausalContext merge(CausalContext other, BinaryOperator<Intervals> operation) {
    ReplicaId[] resultRuns = new ReplicaId[runs.length + other.runs.length];
    Intervals[] resultNumbers = new Intervals[resultRuns.length];
    int used = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < runs.length || theirs < other.runs.length) {
      int order = order(other, mine, theirs);
      ReplicaId run = order <= 0 ? runs[mine] : other.runs[theirs];
      Intervals left = order <= 0 ? numbers[mine++] : Intervals.EMPTY;
      Intervals right = order >= 0 ? other.numbers[theirs++] : Intervals.EMPTY;
      Intervals result = operation.apply(left, right);
      if (!result.isEmpty()) {
        resultRuns[used] = run;
        resultNumbers[used++] = result;
      }
    }
    return ofSorted(resultRuns, resultNumbers, used);
  }

  private int order(CausalContext other, int mine, int theirs) {
    if (mine == runs.length) {
      return 1;
    }
    return theirs == other.runs.length ? -1 : runs[mine].compareTo(other.runs[theirs]);
  }

  public void write(ByteWriter out) {
    out.varint(runs.length);
    for (int i = 0; i < runs.length; i++) {
      runs[i].write(out);
      numbers[i].write(out);
    }
  }

  public static CausalContext read(ByteReader in) throws MalformedBytes {
    int count = in.count(MIN_RUN_BYTES);
    CausalContextBuilder context = new CausalContextBuilder(count);
    ReplicaId previous = null;
    for (int i = 0; i < count; i++) {
      ReplicaId run = ReplicaId.read(in);
      in.check(previous == null || previous.compareTo(run) < 0, "runs not ascending");
      Intervals numbers = Intervals.read(in);
      in.check(!numbers.isEmpty(), "run without numbers");
      context.add(run, numbers);
      previous = run;
    }
    return context.build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CausalContext that
        && Arrays.equals(runs, that.runs)
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(runs) + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < runs.length; i++) {
      text.append(i == 0 ? "" : " ").append(runs[i]).append(':').append(numbers[i]);
    }
    return text.append('}').toString();
  }
}
