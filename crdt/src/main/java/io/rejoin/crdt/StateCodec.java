package io.rejoin.crdt;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.CausalContextBuilder;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.DotMap;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical encoding of a state. Numbers are varints unless a width is given.
 *
 * <pre>
 * state     = version (1 byte) runs { run }
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
 */
final class StateCodec {
  static final int EMPTY_SIZE = 2;

  private static final int VERSION = 1;
  private static final int MIN_RUN_BYTES = 10;
  private static final int MIN_ITEM_BYTES = 3;

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

  static State read(ByteReader in) throws MalformedBytes {
    int start = in.offset();
    CausalState state = readContent(in);
    in.check(
        NormalForm.of(state.seen(), state.items()).equals(state.seen()),
        "context not in normal form");
    return state.isSmall() ? State.ofPacked(in.since(start)) : State.of(state);
  }

  /** Of an encoding that {@link #write} made or {@link #read} accepted. */
  static CausalState open(Bytes encoding) {
    try {
      return readContent(new ByteReader(encoding));
    } catch (MalformedBytes e) {
      throw new IllegalStateException("a state's own encoding", e);
    }
  }

  private static CausalState readContent(ByteReader in) throws MalformedBytes {
    in.check(in.u8() == VERSION, "unknown version of a state");
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
