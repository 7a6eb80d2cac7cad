package io.rejoin.node.core.link;

import io.rejoin.node.core.frame.Frame;
import java.util.Optional;

/** Deltas and clocks that wait for one node. They are asked for when there is credit. */
public interface DeltaSource {
  /** Nothing waits. */
  DeltaSource NOTHING = new DeltaSource() {
    @Override
    public boolean hasDeltas() {
      return false;
    }

    @Override
    public Optional<Frame> nextClocks() {
      return Optional.empty();
    }

    @Override
    public Optional<Frame> nextDelta() {
      return Optional.empty();
    }
  };

  /** Whether anything waits. */
  boolean hasDeltas();

  /** Clocks that the node should hear of; short, they overtake a long delta. */
  Optional<Frame> nextClocks();

  /** The next batch. */
  Optional<Frame> nextDelta();
}
