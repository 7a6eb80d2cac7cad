package io.rejoin.simulator.mutant;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.type.Erasure;
import io.rejoin.node.core.bundle.Piece;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.port.PassThrough;
import io.rejoin.node.port.Store;
import io.rejoin.simulator.grid.Deed;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.world.Tamper;
import java.time.Duration;
import java.util.Optional;

/** Nodes that forget too much, or do not mind what they or others have forgotten. */
final class BrokenForgetting {
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final String MEMBERS = "members";

  private BrokenForgetting() {}

  /** Frames that come late are joined whole, whatever was applied and forgotten by then. */
  static Tamper lateFramesJoined(SimGrid grid) {
    return (from, to, bytes) -> {
      if (Frames.decode(bytes) instanceof Deltas deltas) {
        SimNode node = grid.node(to);
        grid.world().after(LATE, () -> {
          if (node.isServing()) {
            deltas
                .batch()
                .changes()
                .forEach(each -> node.replica().joined(each.key(), each.delta()));
          }
        });
      }
      return Optional.of(bytes);
    };
  }

  /** Who comes back from the past is taken for somebody who has missed nothing. */
  static Tamper wordOfThePastTaken(SimGrid grid) {
    return BrokenRepair.opening((from, to, open) -> {
      SimNode node = grid.node(to);
      Clock forgotten = node.isUp() ? node.replica().forgotten() : Clock.EMPTY;
      return open.withClock(open.clock().join(forgotten));
    });
  }

  /** The clock of a session is adopted as it begins: it may break off. */
  static Tamper clockAdoptedAtOnce(SimGrid grid) {
    return BrokenRepair.opening((from, to, open) -> {
      SimNode node = grid.node(to);
      if (node.isUp()) {
        node.replica().adopt(open.clock(), open.forgotten());
      }
      return open;
    });
  }

  /** Nobody says what it has forgotten. */
  static Tamper forgottenNotTold() {
    return BrokenRepair.opening((from, to, open) -> open.withForgotten(Clock.EMPTY));
  }

  /** Nobody hears what one node has applied. */
  static Tamper oneNeverHeard() {
    return (from, to, bytes) ->
        from == 0 && Frames.decode(bytes) instanceof Clocks ? Optional.empty() : Optional.of(bytes);
  }

  /**
   * The head of an old bundle as if its maker had missed nothing; its word is not taken for all.
   */
  static Piece.Head freshHead(SimNode node, Piece.Head head) {
    Clock unknown = Clock.EMPTY.applied(new ReplicaId(1), 0, 1);
    return new Piece.Head(
        head.maker(),
        head.version(),
        head.base().join(unknown),
        head.clock().join(node.replica().forgotten()),
        head.forgotten());
  }

  /** What an evicted node has left is joined as if it had missed nothing. */
  static void leftoversJoined(SimGrid grid, SimNode ousted) {
    grid.up().stream()
        .filter(other -> other != ousted)
        .forEach(other -> ousted
            .replica()
            .keys(key -> true)
            .forEach(key -> other.replica().joined(key, ousted.replica().state(key))));
  }

  /** Now and then an entry is taken for expired when a client writes it. */
  static Deed<?> erasedEarly(SimGrid grid, SimNode node, Deed<?> asked) {
    return grid.journal().all().size() % 7 == 6
        ? new Deed<>(asked.key(), Erasure.TYPE, new Erasure.Erase())
        : asked;
  }

  /** A process that starts again does not know who the members are. */
  static Store withoutMembers(Store disk) {
    return new PassThrough(disk) {
      @Override
      public Optional<Bytes> get(String name) {
        return name.equals(MEMBERS) ? Optional.empty() : super.get(name);
      }
    };
  }
}
