package io.rejoin.simulator.mutant;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import io.rejoin.node.core.frame.Frame.OfGroup;
import io.rejoin.simulator.world.Tamper;
import java.util.Optional;

/** Entries that do not get from one node to another as they should. */
final class BrokenPlacement {
  private BrokenPlacement() {}

  /** An owner says that it keeps what it has not got, as it does not look at what it is asked. */
  static Tamper keptUnseen() {
    return Frames.changing((from, to, frame) -> frame instanceof OfGroup part
            && part.frame() instanceof Keep asked
        ? new OfGroup(
            part.group(), new Keep(asked.view(), asked.number(), Clock.EMPTY, CausalContext.EMPTY))
        : frame);
  }

  /** Nobody ever says that it keeps anything. */
  static Tamper neverKept() {
    return (from, to, bytes) ->
        Frames.decode(bytes) instanceof OfGroup part && part.frame() instanceof Kept
            ? Optional.empty()
            : Optional.of(bytes);
  }
}
