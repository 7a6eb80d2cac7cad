package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.Slot;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.List;

/** What one operation puts into a cart and takes out of it. To be {@linkplain #end ended}. */
final class CartEdit {
  private final Slot cart;
  private final Slot merged;
  private final List<Dot> dropped = new ArrayList<>(0);

  CartEdit(Slot cart) {
    this.cart = cart;
    merged = Merged.in(cart);
  }

  View seen() {
    return cart.seen();
  }

  private Slot at(CartSection section, Bytes name) {
    return section.in(cart).child(name);
  }

  void put(CartSection section, Bytes name, Bytes value) {
    at(section, name).put(value);
  }

  /** Takes out what is seen under a name. */
  void remove(CartSection section, Bytes name) {
    at(section, name).clear();
    drop(section.in(merged).child(name));
  }

  /** Takes out what is seen of a section. */
  private void removeAll(CartSection section) {
    section.in(cart).clear();
    Slot copies = section.in(merged);
    copies.seen().children().keySet().forEach(name -> drop(copies.child(name)));
  }

  private void drop(Slot copies) {
    dropped.addAll(Merged.originals(copies.seen(), CausalContext.EMPTY).keySet());
    copies.clear();
  }

  /** Takes out all that is seen; orders stay. */
  void removeEverything() {
    for (CartSection section : CartSection.values()) {
      removeAll(section);
    }
  }

  /** Copies what another cart has, without what is here and what was taken out here before. */
  void merge(CartMerge other) {
    CausalContext taken = Merged.dropped(merged.seen());
    for (CartMerge.Copy copy : other.copies()) {
      CartSection section = copy.section();
      if (!taken.contains(copy.dot())
          && !section.read(cart.seen(), copy.name()).containsKey(copy.dot())) {
        section.in(merged).child(copy.name()).put(Merged.copyOf(copy.dot(), copy.value()));
      }
    }
  }

  /** Writes down what was taken out of merged carts. */
  void end() {
    if (!dropped.isEmpty()) {
      CausalContext before = Merged.dropped(merged.seen());
      merged.removeHere();
      merged.put(Merged.toBytes(before.union(CausalContext.of(dropped))));
    }
  }
}
