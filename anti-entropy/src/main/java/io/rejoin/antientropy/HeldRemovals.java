package io.rejoin.antientropy;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.CausalContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the other side has removed, held until what took its place is here. A session may break off
 * at any time: a counter whose old item went and whose new one never came would have lost both.
 */
final class HeldRemovals {
  private final Entries entries;
  private final Arrivals.Watch others;
  private final List<Removal> removals = new ArrayList<>();
  private final Map<EntryKey, CausalContext> dots = new HashMap<>();
  private long count;

  HeldRemovals(Entries entries) {
    this.entries = entries;
    others = entries.arrivals().watch();
  }

  /** Removals of the other side's index; they wait for the end of the session. */
  void add(List<Removal> said) {
    removals.addAll(said);
    count += said.size();
  }

  /** Dots of an entry that it knows as removed wait for what it brings of the entry. */
  State without(EntryKey key, CausalContext removed, State state) {
    if (removed.isEmpty()) {
      return state;
    }
    dots.merge(key, removed, CausalContext::union);
    return state.join(State.removing(removed)).state();
  }

  /** Joins what it brings of an entry, with these and all other dots that it removed there. */
  State join(EntryKey key, CausalContext removed, State delta) {
    CausalContext before = dots.remove(key);
    CausalContext all = before == null ? removed : removed.union(before);
    others.rest(true);
    try {
      return entries.join(
          key, all.isEmpty() ? delta : delta.join(State.removing(all)).state());
    } finally {
      others.rest(false);
    }
  }

  /** Dots of items that came from elsewhere since the session began. */
  CausalContext broughtByOthers() {
    return others.taken();
  }

  /** Everything was brought. */
  void apply() {
    dots.forEach((key, removed) -> entries.join(key, State.removing(removed)));
    removals.forEach(entries::remove);
  }

  /** Removals said so far. */
  long count() {
    return count;
  }
}
