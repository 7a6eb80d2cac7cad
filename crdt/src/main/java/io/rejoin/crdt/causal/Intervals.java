package io.rejoin.crdt.causal;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of numbers from 1 up, kept as sorted closed intervals that neither overlap nor
 * touch: so equal sets have one form. Every operation is linear in the number of intervals, {@link
 * #contains} logarithmic.
 *
 * <p>Encoding: count, then for each interval the gap to the one before and its length, both as
 * small as they can be: {@code from - previousTo - 2} (for the first {@code from - 1}) and {@code
 * to - from}.
 */
public final class Intervals {
  public static final Intervals EMPTY = new Intervals(new long[0]);

  /** The greatest number, far from where arithmetic wraps. */
  public static final long MAX_NUMBER = 1L << 62;

  /** from, to, from, to, ... */
  private final long[] bounds;

  private Intervals(long[] bounds) {
    this.bounds = bounds;
  }

  public static Intervals of(long from, long to) {
    if (from < 1 || to < from || to > MAX_NUMBER) {
      throw new IllegalArgumentException("not an interval of numbers from 1: " + from + ".." + to);
    }
    return new Intervals(new long[] {from, to});
  }

  public static Intervals of(long number) {
    return of(number, number);
  }

  static Intervals ofBounds(long[] bounds, int used) {
    if (used == 0) {
      return EMPTY;
    }
    return new Intervals(used == bounds.length ? bounds : Arrays.copyOf(bounds, used));
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** The number of intervals, not of numbers. */
  public int count() {
    return bounds.length / 2;
  }

  public long from(int interval) {
    return bounds[2 * interval];
  }

  public long to(int interval) {
    return bounds[2 * interval + 1];
  }

  /** The greatest number, 0 if there is none. */
  public long last() {
    return bounds.length == 0 ? 0 : bounds[bounds.length - 1];
  }

  /** The number up to which nothing is missing, 0 if 1 is. */
  public long prefix() {
    return bounds.length != 0 && bounds[0] == 1 ? bounds[1] : 0;
  }

  public boolean contains(long number) {
    int interval = firstEndingAtOrAfter(number);
    return interval < count() && from(interval) <= number;
  }

  /** Is every number of {@code [from, to]} here? */
  public boolean contains(long from, long to) {
    int interval = firstEndingAtOrAfter(from);
    return interval < count() && from(interval) <= from && to <= to(interval);
  }

  public boolean covers(Intervals other) {
    int at = 0;
    for (int i = 0; i < other.count(); i++) {
      while (at < count() && to(at) < other.from(i)) {
        at++;
      }
      if (at == count() || from(at) > other.from(i) || to(at) < other.to(i)) {
        return false;
      }
    }
    return true;
  }

  /** The index of the first interval that does not lie wholly below this number. */
  public int firstEndingAtOrAfter(long number) {
    int low = 0;
    int high = count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (to(middle) < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  public Intervals union(Intervals other) {
    if (covers(other)) {
      return this;
    }
    if (isEmpty() || other.contains(bounds[0], last())) {
      return other;
    }
    if (other.count() == 1 && other.from(0) - 1 >= bounds[bounds.length - 2]) {
      return continued(other.from(0), other.to(0));
    }
    IntervalsBuilder result = new IntervalsBuilder(bounds.length + other.bounds.length);
    int mine = 0;
    int theirs = 0;
    while (mine < count() || theirs < other.count()) {
      if (theirs == other.count() || (mine < count() && from(mine) <= other.from(theirs))) {
        result.add(from(mine), to(mine++));
      } else {
        result.add(other.from(theirs), other.to(theirs++));
      }
    }
    return result.build();
  }

  /** With an interval that begins after the last one does. */
  private Intervals continued(long from, long to) {
    if (from - 1 > last()) {
      long[] longer = Arrays.copyOf(bounds, bounds.length + 2);
      longer[bounds.length] = from;
      longer[bounds.length + 1] = to;
      return new Intervals(longer);
    }
    long[] raised = bounds.clone();
    raised[bounds.length - 1] = Math.max(last(), to);
    return new Intervals(raised);
  }

  /** The number of numbers. */
  public long size() {
    long size = 0;
    for (int i = 0; i < count(); i++) {
      size += to(i) - from(i) + 1;
    }
    return size;
  }

  public Intervals intersect(Intervals other) {
    IntervalsBuilder result = new IntervalsBuilder(4);
    int mine = 0;
    int theirs = 0;
    while (mine < count() && theirs < other.count()) {
      long from = Math.max(from(mine), other.from(theirs));
      long to = Math.min(to(mine), other.to(theirs));
      if (from <= to) {
        result.add(from, to);
      }
      if (to(mine) < other.to(theirs)) {
        mine++;
      } else {
        theirs++;
      }
    }
    return result.build();
  }

  public Intervals minus(Intervals other) {
    if (isEmpty() || other.isEmpty()) {
      return this;
    }
    IntervalsBuilder result = new IntervalsBuilder(bounds.length + 2);
    int theirs = 0;
    for (int mine = 0; mine < count(); mine++) {
      long from = from(mine);
      while (theirs < other.count() && other.to(theirs) < from) {
        theirs++;
      }
      for (int cut = theirs; cut < other.count() && other.from(cut) <= to(mine); cut++) {
        if (other.from(cut) > from) {
          result.add(from, other.from(cut) - 1);
        }
        from = other.to(cut) + 1;
      }
      if (from <= to(mine)) {
        result.add(from, to(mine));
      }
    }
    return result.build();
  }

  public void write(ByteWriter out) {
    out.varint(count());
    long next = 1;
    for (int i = 0; i < count(); i++) {
      out.varint(from(i) - next).varint(to(i) - from(i));
      next = to(i) + 2;
    }
  }

  public static Intervals read(ByteReader in) throws MalformedBytes {
    int count = in.count(2);
    long[] bounds = new long[2 * count];
    long next = 1;
    for (int i = 0; i < count; i++) {
      in.check(next <= MAX_NUMBER, "interval beyond the last number");
      long from = next + in.varint(MAX_NUMBER - next);
      long to = from + in.varint(MAX_NUMBER - from);
      bounds[2 * i] = from;
      bounds[2 * i + 1] = to;
      next = to + 2;
    }
    return ofBounds(bounds, bounds.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Intervals that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count(); i++) {
      text.append(i == 0 ? "" : ",").append(from(i));
      if (to(i) > from(i)) {
        text.append("..").append(to(i));
      }
    }
    return text.toString();
  }
}
