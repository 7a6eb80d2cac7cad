package io.rejoin.simulator.check;

import io.rejoin.crdt.EntryKey;
import io.rejoin.simulator.grid.Done;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that must not be.
 *
 * @param time when it showed, in nanoseconds
 * @param key entry that it concerns, if it concerns one
 * @param node number of the node where it shows
 * @param operation index in the journal of the operation that was wronged
 * @param what for people
 */
public record Violation(
    long time, Optional<EntryKey> key, OptionalInt node, OptionalInt operation, String what) {

  static Violation of(SimGrid grid, String what) {
    return at(grid.world().now(), what);
  }

  /** Of which no more is known than when it showed. */
  public static Violation at(long time, String what) {
    return new Violation(time, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), what);
  }

  Violation in(EntryKey of) {
    return new Violation(time, Optional.of(of), node, operation, what);
  }

  Violation at(SimNode where) {
    return at(where.number());
  }

  Violation at(int where) {
    return new Violation(time, key, OptionalInt.of(where), operation, what);
  }

  /** Of an operation, and the entry that it changed. */
  Violation by(Done done) {
    return new Violation(
        time, Optional.of(done.deed().key()), node, OptionalInt.of(done.index()), what);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "at %.3f s: %s", time / 1e9, what);
  }
}
