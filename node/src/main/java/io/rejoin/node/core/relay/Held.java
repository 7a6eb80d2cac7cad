package io.rejoin.node.core.relay;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.membership.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Batches that a node of a large grid has passed on to some of its neighbours only. The others get
 * them by other ways, as a rule; an interval or two later it shows in their clocks who did not.
 */
final class Held {
  /** Batches that are held at a time; further ones go to everybody at once. */
  static final int MAX_BATCHES = 1_024;

  private List<From> fresh = new ArrayList<>();
  private List<From> old = new ArrayList<>();

  private record From(NodeId sender, Batch batch) {}

  /** Holds a batch back, unless there are too many. */
  boolean add(NodeId sender, Batch batch) {
    return fresh.size() < MAX_BATCHES && fresh.add(new From(sender, batch));
  }

  /** A round of clocks has passed: hands out what was held over a whole one, with its sender. */
  void round(BiConsumer<NodeId, Batch> overdue) {
    old.forEach(from -> overdue.accept(from.sender, from.batch));
    old = fresh;
    fresh = new ArrayList<>();
  }
}
