package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Slot;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a cart has from other carts, below the path component 5: copies of their items under {@code
 * [5][section][name]}, each with the dot that it has in the other cart, and at {@code [5]} itself
 * the dots of copies that were taken out here.
 *
 * <p>That is the other cart's state with a context of its own, in the clothes of items: merging is
 * the join of the two, so doing it twice, or at two sites at once, is doing it once, and what was
 * taken out stays out although the other cart still has it.
 */
final class Merged {
  private static final Bytes COMPONENT = Bytes.wrap(new byte[] {5});

  private Merged() {}

  /** An item of another cart. */
  private record Original(Dot dot, Bytes value) {
    static Optional<Original> read(Item copy) {
      try {
        ByteReader in = new ByteReader(copy.value());
        return Optional.of(new Original(Dot.read(in), in.raw(in.remaining())));
      } catch (MalformedBytes e) {
        return Optional.empty();
      }
    }
  }

  static View in(View cart) {
    return cart.child(COMPONENT);
  }

  static Slot in(Slot cart) {
    return cart.child(COMPONENT);
  }

  /** The dots of copies that were taken out. */
  static CausalContext dropped(View merged) {
    CausalContext dropped = CausalContext.EMPTY;
    for (Item item : merged.items()) {
      try {
        ByteReader in = new ByteReader(item.value());
        CausalContext read = CausalContext.read(in);
        in.end();
        dropped = dropped.union(read);
      } catch (MalformedBytes e) {
        // Counts for nothing, on every node alike.
      }
    }
    return dropped;
  }

  /** What these copies stand for, without those that were taken out. */
  static SortedMap<Dot, Bytes> originals(View copies, CausalContext dropped) {
    SortedMap<Dot, Bytes> originals = new TreeMap<>();
    for (Item copy : copies.items()) {
      Original.read(copy)
          .filter(original -> !dropped.contains(original.dot()))
          .ifPresent(original -> originals.merge(
              original.dot(), original.value(), (a, b) -> a.compareTo(b) < 0 ? b : a));
    }
    return originals;
  }

  static Bytes copyOf(Dot dot, Bytes value) {
    ByteWriter out = new ByteWriter(value.length() + 2 * Long.BYTES);
    dot.write(out);
    return out.raw(value).toBytes();
  }

  static Bytes toBytes(CausalContext dropped) {
    ByteWriter out = new ByteWriter();
    dropped.write(out);
    return out.toBytes();
  }
}
