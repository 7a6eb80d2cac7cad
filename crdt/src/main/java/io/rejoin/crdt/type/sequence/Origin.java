package io.rejoin.crdt.type.sequence;

/**
 * Where a chunk hangs in the tree of places: its first place is a left or a right child of that
 * one. Nothing is a left child of the root.
 */
record Origin(Place parent, boolean left) {
  static Origin rightOf(Place parent) {
    return new Origin(parent, false);
  }

  boolean isRoot() {
    return parent.equals(Place.ROOT);
  }
}
