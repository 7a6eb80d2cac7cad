package io.rejoin.crdt;

import io.rejoin.crdt.bytes.Bytes;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The live items of a state seen from one path: those here, and the views one component deeper. A
 * path without items is an empty view, never an absent one. Immutable, so a snapshot; asking for a
 * child costs the same in a large state as in a small one.
 */
public interface View {

  /** Is there no item here or deeper? */
  boolean isEmpty();

  /** The items at this very path, by dot. */
  List<Item> items();

  /** What lies one component deeper, perhaps nothing. */
  View child(Bytes component);

  /** The components that lead to anything, and what they lead to. */
  SortedMap<Bytes, View> children();

  /** How many components lead to anything. */
  int childCount();

  /** Hands over every item here and deeper, in no particular order. */
  void forEach(Consumer<Item> action);
}
