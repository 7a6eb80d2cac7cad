package io.rejoin.crdt;

import io.rejoin.crdt.bytes.Newer;
import io.rejoin.crdt.causal.Intervals;
import io.rejoin.crdt.causal.ReplicaId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The join of {@link State}, done as a change to the left state: only what the right one brings is
 * looked at.
 */
final class Join {
  private final CausalState mine;
  private final CausalState other;
  private final List<Item> added = new ArrayList<>();
  private final List<Item> removed = new ArrayList<>();

  private Join(CausalState mine, CausalState other) {
    this.mine = mine;
    this.other = other;
  }

  /** The left state comes with its open form, which the caller may have at hand. */
  static Joined of(State mine, CausalState open, State other) {
    Joined joined = content(mine, open, other);
    Newer newer = mine.newer().union(other.newer());
    if (newer.equals(joined.state().newer())) {
      return joined;
    }
    boolean changed = joined.changed() || !newer.equals(mine.newer());
    return new Joined(joined.state().carrying(newer), joined.added(), joined.removed(), changed);
  }

  private static Joined content(State mine, CausalState open, State other) {
    if (other.hasNoContent()) {
      return Joined.unchanged(mine);
    }
    Join join = new Join(open, other.open());
    join.findAdded();
    if (mine.hasNoContent()) {
      return join.joined(State.of(join.other));
    }
    join.findRemoved();
    return join.changesNothing()
        ? Joined.unchanged(mine)
        : join.joined(State.of(join.mine.changed(join.other.seen(), join.added, join.removed)));
  }

  /** Live there, unknown here. */
  private void findAdded() {
    for (Item item : other.items()) {
      if (!mine.knows(item.dot())) {
        added.add(item);
      }
    }
  }

  /** Live here, known there, but not live there. */
  private void findRemoved() {
    for (ReplicaId run : other.seen().runs()) {
      Intervals numbers = other.seen().numbers(run);
      for (int i = 0; i < numbers.count(); i++) {
        mine.items().forEach(run, numbers.from(i), numbers.to(i), this::removeUnlessLiveThere);
      }
    }
  }

  private void removeUnlessLiveThere(Item item) {
    if (!other.items().contains(item.dot())) {
      removed.add(item);
    }
  }

  private boolean changesNothing() {
    return added.isEmpty() && removed.isEmpty() && mine.knowsAll(other.seen());
  }

  private Joined joined(State result) {
    return new Joined(
        result, Collections.unmodifiableList(added), Collections.unmodifiableList(removed), true);
  }
}
