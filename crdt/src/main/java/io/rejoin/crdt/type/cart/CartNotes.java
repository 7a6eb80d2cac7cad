package io.rejoin.crdt.type.cart;

import io.rejoin.crdt.Slot;
import io.rejoin.crdt.View;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.register.LwwRegister.Version;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Notes on lines: of those that did not see each other, the later one counts. */
final class CartNotes {
  private CartNotes() {}

  /** The notes of these lines. */
  static SortedMap<Bytes, Bytes> read(View cart, Set<Bytes> skus) {
    SortedMap<Bytes, Bytes> notes = new TreeMap<>();
    CartSection.NOTES.read(cart).forEach((sku, found) -> {
      if (skus.contains(sku)) {
        latest(found).ifPresent(note -> notes.put(sku, note.value()));
      }
    });
    return Collections.unmodifiableSortedMap(notes);
  }

  static void write(CartEdit cart, Slot slot, ShoppingCart.Note note) {
    if (CartSection.LINES.read(cart.seen(), note.sku()).isEmpty()) {
      return;
    }
    Optional<Version> before = latest(CartSection.NOTES.read(cart.seen(), note.sku()));
    cart.remove(CartSection.NOTES, note.sku());
    if (note.text().length() > 0) {
      Timestamp time = slot.now(before.map(Version::time).orElse(Timestamp.ZERO));
      ByteWriter value = new ByteWriter();
      time.write(value);
      cart.put(CartSection.NOTES, note.sku(), value.raw(note.text()).toBytes());
    }
  }

  private static Optional<Version> latest(Map<Dot, Bytes> notes) {
    return notes.entrySet().stream()
        .flatMap(note -> Version.of(note.getKey(), note.getValue()).stream())
        .max(Version::compareTo);
  }
}
