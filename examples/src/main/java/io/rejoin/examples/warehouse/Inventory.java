package io.rejoin.examples.warehouse;

import com.hazelcast.aggregation.Aggregator;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.SipHash;
import io.rejoin.grid.Grid;
import io.rejoin.hazelcast.CrdtValue;
import java.util.Map;

/**
 * Counts carts and makes one digest of all that they show, whoever has them: whatever is in a cart
 * has a dot that names it. Hazelcast runs it where the entries are, and adds up.
 */
final class Inventory implements Aggregator<Map.Entry<String, CrdtValue>, Inventory> {
  private static final long serialVersionUID = 1;
  private static final SipHash DIGEST = new SipHash(0, 0);

  private long carts;
  private long sum;

  /** Of what a node of the grid has. */
  static Inventory of(Grid grid) {
    Inventory all = new Inventory();
    for (EntryKey entry : grid.keys(Warehouse.CARTS.name())) {
      Warehouse.CARTS.keyOf(entry).ifPresent(cart -> all.add(cart, grid.partial(entry)));
    }
    return all;
  }

  private void add(String cart, State state) {
    if (state.size() == 0) {
      return; // what is empty may be kept here and forgotten there
    }
    StringBuilder text = new StringBuilder(cart);
    for (Item item : state.items()) {
      text.append(' ').append(item.dot());
    }
    carts++;
    sum += DIGEST.hash64(Bytes.utf8(text.toString()));
  }

  @Override
  public void accumulate(Map.Entry<String, CrdtValue> entry) {
    add(entry.getKey(), entry.getValue().state());
  }

  @Override
  @SuppressWarnings("rawtypes") // Hazelcast's signature
  public void combine(Aggregator other) {
    Inventory that = (Inventory) other;
    carts += that.carts;
    sum += that.sum;
  }

  @Override
  public Inventory aggregate() {
    return this;
  }

  long carts() {
    return carts;
  }

  String digest() {
    return "%016x".formatted(sum);
  }
}
