package io.rejoin.crdt;

import io.rejoin.crdt.causal.CausalContext;
import java.util.HashSet;
import java.util.Set;

/** The join as {@link State} writes it down, over plain sets: slow and plainly right. */
record Formula(Set<Item> live, CausalContext context) {

  static Formula of(State state) {
    Set<Item> live = new HashSet<>();
    state.items().forEach(live::add);
    return new Formula(live, state.context());
  }

  Formula join(Formula other) {
    Set<Item> result = new HashSet<>();
    for (Item item : live) {
      if (other.live.contains(item) || !other.context.contains(item.dot())) {
        result.add(item);
      }
    }
    for (Item item : other.live) {
      if (!context.contains(item.dot())) {
        result.add(item);
      }
    }
    return new Formula(result, context.union(other.context));
  }

  /** What is live here and not there. */
  Set<Item> without(Formula other) {
    Set<Item> difference = new HashSet<>(live);
    difference.removeAll(other.live);
    return difference;
  }
}
