package io.rejoin.simulator.mutant;

import io.rejoin.node.core.frame.Frame.Kept;
import io.rejoin.node.core.frame.Frame.OfGroup;
import io.rejoin.simulator.world.Tamper;
import java.util.Optional;

/** Entries that do not get from one node to another as they should. */
final class BrokenPlacement {
  private BrokenPlacement() {}

  /** Nobody ever says that it keeps anything. */
  static Tamper neverKept() {
    return (from, to, bytes) ->
        Frames.decode(bytes) instanceof OfGroup part && part.frame() instanceof Kept
            ? Optional.empty()
            : Optional.of(bytes);
  }
}
