package io.rejoin.simulator.mutant;

import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.node.core.frame.Frame.Keep;
import io.rejoin.node.core.frame.Frame.Kept;
import io.rejoin.node.core.frame.Frame.OfGroup;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.simulator.scenario.CheckName;
import io.rejoin.simulator.scenario.CheckSpec;
import io.rejoin.simulator.scenario.Scenario;
import io.rejoin.simulator.world.Tamper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries that do not get from one node to another as they should. */
final class BrokenPlacement {
  private BrokenPlacement() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.of(
            "hand-off-not-confirmed",
            "a copy that moves is dropped before it has arrived",
            List.of("copies-live"),
            ground(),
            Variations.wire(BrokenPlacement::keptUnseen)),
        Mutant.of(
            "guests-stay",
            "a node keeps for ever what it does not own",
            List.of("roots-equal"),
            Grounds.placed(),
            Variations.wire(BrokenPlacement::neverKept)));
  }

  /** Nobody ever says that it keeps anything. */
  private static Tamper neverKept() {
    return (from, to, bytes) ->
        Frames.decode(bytes) instanceof OfGroup part && part.frame() instanceof Kept
            ? Optional.empty()
            : Optional.of(bytes);
  }

  /** An owner says that it keeps what it is asked for, whatever that is. */
  private static Tamper keptUnseen() {
    return (from, to, bytes) ->
        Frames.decode(bytes) instanceof OfGroup part && part.frame() instanceof Keep asked
            ? Optional.of(FrameCodec.encode(new OfGroup(
                part.group(),
                new Keep(asked.view(), asked.number(), Clock.EMPTY, CausalContext.EMPTY))))
            : Optional.of(bytes);
  }

  private static Scenario ground() {
    List<CheckSpec> checks = new ArrayList<>(Grounds.placed().checks());
    checks.add(CheckSpec.of(CheckName.COPIES_LIVE.toString()));
    return Grounds.placed().withChecks(checks);
  }
}
