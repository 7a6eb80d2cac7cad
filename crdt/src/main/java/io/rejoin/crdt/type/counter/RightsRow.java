package io.rejoin.crdt.type.counter;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one run has written down about its rights: amounts that only grow. Encoding: created and
 * spent, then the count of runs given to, and for each run and amount, ascending; then, if there
 * are any, the count of runs continued, and each, ascending.
 *
 * @param created rights from increments
 * @param spent rights that decrements used up
 * @param given rights transferred to other runs, each amount at least 1
 * @param continued earlier runs of the same node: what was given to them is this run's, and what
 *     they had written down is in this row
 */
record RightsRow(
    long created, long spent, SortedMap<ReplicaId, Long> given, SortedSet<ReplicaId> continued) {
  static final RightsRow NONE =
      new RightsRow(0, 0, Collections.emptySortedMap(), Collections.emptySortedSet());

  private static final int MIN_GIFT_BYTES = 9;

  /**
   * The latest row that each run wrote, as far as it can be read, but for those that another row
   * has taken in. Who has not heard yet that they were removed must not count twice what they gave.
   */
  static SortedMap<ReplicaId, RightsRow> latest(View view) {
    SortedMap<ReplicaId, RightsRow> rows = new TreeMap<>();
    for (Item item : view.items()) {
      read(item.value()).ifPresent(row -> rows.put(item.dot().run(), row));
    }
    List.copyOf(rows.values()).forEach(row -> rows.keySet().removeAll(row.continued));
    return rows;
  }

  /** Nothing if the bytes are not what {@link #toBytes} makes. */
  static Optional<RightsRow> read(Bytes value) {
    try {
      ByteReader in = new ByteReader(value);
      long created = in.varint(Long.MAX_VALUE);
      long spent = in.varint(Long.MAX_VALUE);
      SortedMap<ReplicaId, Long> given = readGiven(in);
      SortedSet<ReplicaId> continued = readContinued(in);
      in.end();
      return Optional.of(new RightsRow(created, spent, given, continued));
    } catch (MalformedBytes e) {
      return Optional.empty();
    }
  }

  private static SortedMap<ReplicaId, Long> readGiven(ByteReader in) throws MalformedBytes {
    TreeMap<ReplicaId, Long> given = new TreeMap<>();
    int count = in.count(MIN_GIFT_BYTES);
    for (int i = 0; i < count; i++) {
      ReplicaId run = ReplicaId.read(in);
      in.check(given.isEmpty() || given.lastKey().compareTo(run) < 0, "runs not ascending");
      long amount = in.varint(Long.MAX_VALUE);
      in.check(amount >= 1, "nothing given");
      given.put(run, amount);
    }
    return given;
  }

  private static SortedSet<ReplicaId> readContinued(ByteReader in) throws MalformedBytes {
    TreeSet<ReplicaId> runs = new TreeSet<>();
    if (in.remaining() == 0) {
      return runs;
    }
    int count = in.count(Long.BYTES);
    in.check(count > 0, "none continued");
    for (int i = 0; i < count; i++) {
      ReplicaId run = ReplicaId.read(in);
      in.check(runs.isEmpty() || runs.last().compareTo(run) < 0, "runs not ascending");
      runs.add(run);
    }
    return runs;
  }

  /** Whose rights those of each run are that another one continues. */
  static SortedMap<ReplicaId, ReplicaId> successors(SortedMap<ReplicaId, RightsRow> rows) {
    SortedMap<ReplicaId, ReplicaId> successors = new TreeMap<>();
    rows.forEach((run, row) -> row.continued.forEach(earlier -> successors.put(earlier, run)));
    return successors;
  }

  Bytes toBytes() {
    ByteWriter out = new ByteWriter().varint(created).varint(spent).varint(given.size());
    for (Map.Entry<ReplicaId, Long> gift : given.entrySet()) {
      gift.getKey().write(out);
      out.varint(gift.getValue());
    }
    if (!continued.isEmpty()) {
      out.varint(continued.size());
      continued.forEach(run -> run.write(out));
    }
    return out.toBytes();
  }

  RightsRow creating(long amount) {
    return new RightsRow(exact(created, amount), spent, given, continued);
  }

  RightsRow spending(long amount) {
    return new RightsRow(created, exact(spent, amount), given, continued);
  }

  RightsRow giving(ReplicaId to, long amount) {
    SortedMap<ReplicaId, Long> more = new TreeMap<>(given);
    more.merge(to, amount, RightsRow::exact);
    if (more.size() > BoundedCounter.MAX_GIVEN_TO) {
      throw new IllegalArgumentException(
          "a run gives rights to at most " + BoundedCounter.MAX_GIVEN_TO + " others");
    }
    return new RightsRow(created, spent, more, continued);
  }

  /** What both have written down; what was given to a run goes to its successor, if it has one. */
  RightsRow plus(RightsRow other, SortedMap<ReplicaId, ReplicaId> successors) {
    RightsRow sum =
        new RightsRow(exact(created, other.created), exact(spent, other.spent), given, continued);
    for (Map.Entry<ReplicaId, Long> gift : other.given.entrySet()) {
      ReplicaId to = successors.getOrDefault(gift.getKey(), gift.getKey());
      sum = sum.giving(to, gift.getValue());
    }
    return sum;
  }

  /** The same as the successor of these runs. */
  RightsRow continuing(SortedSet<ReplicaId> runs) {
    return new RightsRow(created, spent, given, runs);
  }

  private static long exact(long sum, long amount) {
    if (sum > Long.MAX_VALUE - 1 - amount) {
      throw new IllegalArgumentException("the sums of this run do not fit 63 bits");
    }
    return sum + amount;
  }
}
