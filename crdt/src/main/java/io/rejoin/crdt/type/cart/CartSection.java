package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.Slot;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a cart: names, and under each name what was put there, by the dot of the operation that
 * put it. What came from a merged cart has the dot that it had there ({@link Merged}), so it is
 * here once, however often it was merged.
 */
public enum CartSection {
  /** SKU; a quantity per add. */
  LINES(1),
  /** Coupon code; nothing. */
  COUPONS(3),
  /** SKU; time and text, as in a last-writer-wins register. */
  NOTES(4);

  private final int tag;

  CartSection(int tag) {
    this.tag = tag;
  }

  int tag() {
    return tag;
  }

  static CartSection read(ByteReader in) throws MalformedBytes {
    int tag = in.u8();
    for (CartSection section : values()) {
      if (section.tag == tag) {
        return section;
      }
    }
    throw new MalformedBytes("unknown section " + tag + " of a cart", in.offset());
  }

  private Bytes component() {
    return Bytes.wrap(new byte[] {(byte) tag});
  }

  Slot in(Slot parent) {
    return parent.child(component());
  }

  private View in(View parent) {
    return parent.child(component());
  }

  /** Everything that is in this section of a cart. */
  SortedMap<Bytes, SortedMap<Dot, Bytes>> read(View cart) {
    SortedMap<Bytes, SortedMap<Dot, Bytes>> names = new TreeMap<>();
    in(cart).children().forEach((name, own) -> names.put(name, own(own)));
    View merged = Merged.in(cart);
    View here = in(merged);
    if (!here.isEmpty()) {
      CausalContext dropped = Merged.dropped(merged);
      here.children().forEach((name, copies) -> {
        SortedMap<Dot, Bytes> found = Merged.originals(copies, dropped);
        if (!found.isEmpty()) {
          names.computeIfAbsent(name, unknown -> new TreeMap<>()).putAll(found);
        }
      });
    }
    return Collections.unmodifiableSortedMap(names);
  }

  /** What is under one name of this section. */
  SortedMap<Dot, Bytes> read(View cart, Bytes name) {
    SortedMap<Dot, Bytes> found = own(in(cart).child(name));
    View merged = Merged.in(cart);
    View copies = in(merged).child(name);
    if (!copies.isEmpty()) {
      found.putAll(Merged.originals(copies, Merged.dropped(merged)));
    }
    return found;
  }

  private static SortedMap<Dot, Bytes> own(View name) {
    SortedMap<Dot, Bytes> own = new TreeMap<>();
    name.items().forEach(item -> own.put(item.dot(), item.value()));
    return own;
  }
}
