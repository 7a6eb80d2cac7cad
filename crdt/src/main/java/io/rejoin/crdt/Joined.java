package io.rejoin.crdt;

import java.util.List;

/**
 * The outcome of a join: the new state, and what was news in it.
 *
 * @param state the least state above both
 * @param added the items that became live, by dot
 * @param removed the items that ceased to be live, by dot
 * @param changed false if content and context are what they were; then {@code state} is the old one
 */
public record Joined(State state, List<Item> added, List<Item> removed, boolean changed) {

  static Joined unchanged(State state) {
    return new Joined(state, List.of(), List.of(), false);
  }
}
