package io.rejoin.simulator.grid;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.node.core.Written;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation that a node carried out.
 *
 * @param index in the order of the run
 * @param time in nanoseconds
 * @param node that carried it out
 * @param items that it wrote
 * @param during whether the node was cut off from others then
 */
public record Done(
    int index,
    long time,
    int node,
    Deed<?> deed,
    Written written,
    List<Item> items,
    boolean during) {

  static Done of(int index, long time, int node, Deed<?> deed, Written written, boolean during) {
    List<Item> items = new ArrayList<>();
    written.delta().items().forEach(items::add);
    return new Done(index, time, node, deed, written, List.copyOf(items), during);
  }

  /** The operation as such: the last number that it took. */
  public Dot number() {
    return new Dot(written.run(), written.number());
  }

  /** Whether the node did it by itself, as the entry had expired. */
  public boolean isExpiry() {
    return deed.operation() instanceof Erasure.Erase;
  }

  @Override
  public String toString() {
    return "operation " + index + " at node " + node + ", " + time / 1_000_000 + " ms, "
        + written.run() + ":" + written.number() + " " + deed.operation() + " on "
        + deed.key().key().utf8();
  }
}
