package io.rejoin.node.core;

/** Hears of changes in their order, one at a time, on the replica's dispatcher. */
@FunctionalInterface
public interface ChangeListener {
  void changed(Change change);
}
