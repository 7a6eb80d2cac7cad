package io.rejoin.node.core;

import io.rejoin.crdt.Item;
import io.rejoin.crdt.Joined;
import io.rejoin.crdt.State;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.node.core.frame.GroupId;
import java.util.List;

/**
 * What a local operation did.
 *
 * @param group the group of the entry that it was done to
 * @param delta what travels to the peers, empty if the operation changed nothing
 * @param written the dots it put
 * @param removed the dots it saw and took away
 * @param number the last number that it took, 0 if it changed nothing
 * @param run the run whose number that is
 * @param sequence under which the store has it, 0 if it has none
 */
public record Written(
    GroupId group,
    State delta,
    List<Dot> written,
    List<Dot> removed,
    long number,
    ReplicaId run,
    long sequence) {
  public Written {
    written = List.copyOf(written);
    removed = List.copyOf(removed);
  }

  /** An operation that changed nothing. */
  static Written nothing(ReplicaId run) {
    return new Written(GroupId.ALL, State.EMPTY, List.of(), List.of(), 0, run, 0);
  }

  /** An operation whose delta did this. */
  static Written of(State delta, Joined joined, long number, ReplicaId run) {
    List<Dot> added = dots(joined.added());
    return new Written(GroupId.ALL, delta, added, dots(joined.removed()), number, run, 0);
  }

  Written in(GroupId other) {
    return group.equals(other)
        ? this
        : new Written(other, delta, written, removed, number, run, sequence);
  }

  Written stored(long sequence) {
    return new Written(group, delta, written, removed, number, run, sequence);
  }

  private static List<Dot> dots(List<Item> items) {
    if (items.size() == 1) {
      return List.of(items.get(0).dot());
    }
    return items.isEmpty() ? List.of() : items.stream().map(Item::dot).toList();
  }

  /** Whether the operation changed the entry. */
  public boolean changed() {
    return number > 0;
  }
}
