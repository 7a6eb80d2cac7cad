package io.rejoin.crdt;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The canonical encoding of a state. Numbers are varints unless a width is given.
 *
 * <pre>
 * state     = single | bundle
 * bundle    = 0 (1 byte) count { length single }      two or more, by length, then content
 * single    = own | newer                             one own at most, not an empty one
 * newer     = version (1 byte, above 1) whatever
 * own       = version (1 byte) runs { run }
 * run       = id (8 bytes, ascending) intervals itemCount { item }      not both empty
 * intervals = count { gap length }                    see {@link Intervals}
 * item      = gap path value                          gap = number - previous number - 1
 * path      = count { length content }
 * value     = length content
 * </pre>
 *
 * The intervals are those of the {@link NormalForm}: intervals of the context in which
 * every dot is live are left out, the others are as long as they can be. So equal states have equal
 * bytes, whatever they went through, and a state whose removed dots are all forgotten does not name
 * its live dots twice.
 *
 * <p>A newer version writes another version byte. Its encoding is not understood here and kept as
 * it is; a bundle holds what the writer could read itself and what it could not.
 */
final class StateCodec {
  static final int EMPTY_SIZE = 2;

  static final int VERSION = 1;

  private static final int BUNDLE = 0;
  private static final int MIN_NEWER_BYTES = 2;
  private static final int MIN_RUN_BYTES = 10;
  private static final int MIN_ITEM_BYTES = 3;
  private static final int TYPICAL_INTERVAL_BYTES = 6;

  private StateCodec() {}

  static void write(CausalState state, ByteWriter out) {
    CausalContext seen = NormalForm.of(state.seen(), state.items());
    DotMap<Item> items = state.items();
    List<ReplicaId> runs = state.runs();
    out.u8(VERSION).varint(runs.size());
    for (ReplicaId run : runs) {
      run.write(out);
      seen.numbers(run).write(out);
      out.varint(items.size(run));
      long[] previous = {0};
      items.forEach(run, 1, Intervals.MAX_NUMBER, item -> {
        writeItem(item, previous[0], out);
        previous[0] = item.dot().number();
      });
    }
  }

  private static void writeItem(Item item, long previous, ByteWriter out) {
    out.varint(item.dot().number() - previous - 1);
    item.path().write(out);
    out.bytes(item.value());
  }

  /** What an item takes at most. */
  static int sizeBound(Item item) {
    int length = item.value().length();
    return ByteWriter.varintSize(item.dot().number())
        + item.path().size()
        + ByteWriter.varintSize(length)
        + length;
  }

  /** What a context takes, about. */
  static int sizeAbout(CausalContext seen) {
    return MIN_RUN_BYTES * (1 + seen.runs().size()) + TYPICAL_INTERVAL_BYTES * seen.intervals();
  }

  /** A bundle, unless it is of one. */
  static void write(State own, Newer newer, ByteWriter out) {
    TreeSet<Bytes> all = new TreeSet<>(Newer.ORDER);
    all.addAll(newer.encodings());
    if (!own.isEmpty()) {
      all.add(own.toBytes());
    }
    if (all.size() == 1) {
      out.raw(all.first());
    } else {
      out.u8(BUNDLE).varint(all.size());
      all.forEach(out::bytes);
    }
  }

  static State read(ByteReader in) throws MalformedBytes {
    int start = in.offset();
    int version = in.u8();
    if (version == BUNDLE) {
      return readBundle(in);
    } else if (version > VERSION) {
      in.raw(in.remaining());
      return State.EMPTY.carrying(Newer.of(List.of(in.since(start))));
    }
    return readOwn(in);
  }

  private static State readOwn(ByteReader in) throws MalformedBytes {
    CausalState state = readContent(in);
    in.check(
        NormalForm.of(state.seen(), state.items()).equals(state.seen()),
        "context not in normal form");
    return State.of(state);
  }

  private static State readBundle(ByteReader in) throws MalformedBytes {
    int count = in.count(MIN_NEWER_BYTES);
    in.check(count > 1, "bundle of fewer than two");
    State own = State.EMPTY;
    List<Bytes> newer = new ArrayList<>(count);
    Bytes previous = Bytes.EMPTY;
    for (int i = 0; i < count; i++) {
      Bytes next = in.bytes(Integer.MAX_VALUE);
      in.check(Newer.ORDER.compare(previous, next) < 0, "bundle not ascending");
      if ((next.at(0) & 0xff) > VERSION) {
        newer.add(next);
      } else {
        in.check(next.at(0) == VERSION && own.isEmpty(), "bundle in a bundle, or two states");
        ByteReader inner = new ByteReader(next);
        own = read(inner);
        inner.end();
        in.check(!own.isEmpty(), "empty state in a bundle");
      }
      previous = next;
    }
    return own.carrying(Newer.of(newer));
  }

  /** Of an encoding that {@link #write} made or {@link #read} accepted. */
  static CausalState open(Bytes encoding) {
    try {
      ByteReader in = new ByteReader(encoding);
      in.u8();
      return readContent(in);
    } catch (MalformedBytes e) {
      throw new IllegalStateException("a state's own encoding", e);
    }
  }

  /** What follows the version. */
  private static CausalState readContent(ByteReader in) throws MalformedBytes {
    int runs = in.count(MIN_RUN_BYTES);
    CausalContextBuilder seen = new CausalContextBuilder();
    List<Item> items = new ArrayList<>();
    @Nullable ReplicaId previous = null;
    for (int i = 0; i < runs; i++) {
      ReplicaId run = ReplicaId.read(in);
      in.check(previous == null || previous.compareTo(run) < 0, "runs not ascending");
      Intervals numbers = Intervals.read(in);
      seen.add(run, numbers);
      int before = items.size();
      readItems(run, in, items);
      in.check(!numbers.isEmpty() || items.size() > before, "run without anything");
      previous = run;
    }
    return new CausalState(seen.build(), DotMap.ofAscending(items, Item::dot), null);
  }

  private static void readItems(ReplicaId run, ByteReader in, List<Item> items)
      throws MalformedBytes {
    int count = in.count(MIN_ITEM_BYTES);
    long number = 0;
    for (int i = 0; i < count; i++) {
      in.check(number < Intervals.MAX_NUMBER, "number beyond the last");
      number += 1 + in.varint(Intervals.MAX_NUMBER - number - 1);
      Path path = Path.read(in);
      items.add(new Item(new Dot(run, number), path, in.bytes(Item.MAX_VALUE)));
    }
  }
}
