package io.rejoin.crdt.type.counter;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Intervals;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run has written down in a {@link ResettableCounter}: what it added, and up to which
 * amounts its resets took the rows of runs. All amounts only grow.
 *
 * <p>A row keeps the dot of its first item as its name. A run that lost sight of its row (it wrote
 * while the entry was elsewhere) starts another one, and a reset that saw only one of the two has
 * taken nothing from the other.
 *
 * <p>Encoding: number of the row's first dot, 0 for the item's own; sums; count of what was taken;
 * for each row taken from, ascending: its name and the sums up to which it was taken.
 *
 * @param name the dot of the first item of this row
 * @param added what the run added, never lowered
 * @param taken by name of a row, how much of it this run's resets took
 */
record TallyRow(Dot name, Sums added, SortedMap<Dot, Sums> taken) {
  private static final int MIN_TAKEN_BYTES = 11;

  /** Of a single addition, as the value of an item. */
  static Bytes first(Sums added) {
    return write(0, added, Collections.emptySortedMap());
  }

  /** A first row, as the value of an item. */
  static Bytes first(SortedMap<Dot, Sums> taken) {
    return write(0, Sums.NONE, taken);
  }

  /** Nothing if the bytes are not what this class writes. */
  static Optional<TallyRow> read(Item item) {
    try {
      ByteReader in = new ByteReader(item.value());
      long first = in.varint(Intervals.MAX_NUMBER);
      Dot name = first == 0 ? item.dot() : new Dot(item.dot().run(), first);
      Sums added = Sums.read(in);
      SortedMap<Dot, Sums> taken = readTaken(in);
      in.end();
      return Optional.of(new TallyRow(name, added, taken));
    } catch (MalformedBytes e) {
      return Optional.empty();
    }
  }

  private static SortedMap<Dot, Sums> readTaken(ByteReader in) throws MalformedBytes {
    TreeMap<Dot, Sums> taken = new TreeMap<>();
    int count = in.count(MIN_TAKEN_BYTES);
    for (int i = 0; i < count; i++) {
      Dot row = Dot.read(in);
      in.check(taken.isEmpty() || taken.lastKey().compareTo(row) < 0, "rows not ascending");
      taken.put(row, Sums.read(in));
    }
    return Collections.unmodifiableSortedMap(taken);
  }

  private static Bytes write(long first, Sums added, SortedMap<Dot, Sums> taken) {
    ByteWriter out = new ByteWriter().varint(first);
    added.write(out);
    out.varint(taken.size());
    for (Map.Entry<Dot, Sums> part : taken.entrySet()) {
      part.getKey().write(out);
      part.getValue().write(out);
    }
    return out.toBytes();
  }

  /** As the value of an item that continues this row. */
  Bytes continued() {
    return write(name.number(), added, taken);
  }

  TallyRow adding(long amount) {
    Sums sums = added.plus(amount);
    sums.check();
    return new TallyRow(name, sums, taken);
  }

  TallyRow taking(SortedMap<Dot, Sums> more) {
    SortedMap<Dot, Sums> all = new TreeMap<>(taken);
    more.forEach((row, sums) -> all.merge(row, sums, Sums::max));
    return new TallyRow(name, added, all);
  }

  /** What is in a counter, row by row, beyond what resets took; rows with nothing are left out. */
  static SortedMap<Dot, Left> left(View view) {
    SortedMap<Dot, Sums> added = new TreeMap<>();
    SortedMap<Dot, Sums> taken = new TreeMap<>();
    for (Item item : view.items()) {
      read(item).ifPresent(row -> {
        added.merge(row.name, row.added, Sums::max);
        row.taken.forEach((name, sums) -> taken.merge(name, sums, Sums::max));
      });
    }
    SortedMap<Dot, Left> left = new TreeMap<>();
    added.forEach((name, sums) -> {
      Sums beyond = sums.beyond(taken.getOrDefault(name, Sums.NONE));
      if (!beyond.equals(Sums.NONE)) {
        left.put(name, new Left(sums, beyond));
      }
    });
    return left;
  }

  /**
   * What a row still counts for.
   *
   * @param added all that its run ever added there
   * @param beyond what no reset took of it
   */
  record Left(Sums added, Sums beyond) {}
}
