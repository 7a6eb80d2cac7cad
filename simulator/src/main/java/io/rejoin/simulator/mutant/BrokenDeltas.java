package io.rejoin.simulator.mutant;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.Item;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.crdt.causal.Timestamp;
import io.rejoin.crdt.type.register.LwwRegister;
import io.rejoin.crdt.type.register.LwwRegister.Version;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.grid.SimNode;
import io.rejoin.simulator.world.Tamper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Broken pushing of deltas and broken joins. A join that is broken at the receiver is shown as a
 * delta that makes the sound join give the same.
 */
final class BrokenDeltas {
  private static final int NOW_AND_THEN = 7;

  private BrokenDeltas() {}

  /** Every seventh batch of deltas is lost. */
  static Tamper everySeventhDropped() {
    int[] batches = {0};
    return (from, to, bytes) -> {
      boolean dropped = Frames.decode(bytes) instanceof Deltas && ++batches[0] % NOW_AND_THEN == 0;
      return dropped ? Optional.empty() : Optional.of(bytes);
    };
  }

  /** Nothing is repaired: what a delta does not bring does not come. */
  static Tamper withoutRepair() {
    return (from, to, bytes) ->
        Frames.decode(bytes).lane() == Lane.REPAIR ? Optional.empty() : Optional.of(bytes);
  }

  /** A batch claims its operations but brings nothing, now and then. */
  static Tamper claimsWithoutDeltas() {
    int[] batches = {0};
    return Frames.changing((from, to, frame) -> {
      boolean empties = frame instanceof Deltas && ++batches[0] % NOW_AND_THEN == 0;
      return empties && frame instanceof Deltas deltas
          ? new Deltas(deltas.time(), Frames.with(deltas.batch(), List.of()))
          : frame;
    });
  }

  /** A join of live items that has no contexts to look at. */
  static Tamper removalsIgnored() {
    return Frames.changingDeltas((from, to, change) -> {
      State delta = change.delta();
      CausalContext removed = delta.context().minus(delta.live());
      State adds = delta.since(removed, Optional.empty());
      return new Batch.Change(change.key(), adds, Optional.empty());
    });
  }

  /** A delta that removes something knows of all that its writer knew. */
  static Tamper fullContext(SimGrid grid) {
    return Frames.changingDeltas((from, to, change) -> {
      State whole = grid.node(from).replica().state(change.key());
      return change.removal().isEmpty()
          ? change
          : with(change, States.alsoKnowing(change.delta(), whole.context()));
    });
  }

  /** A delta knows of operations that are yet to come. */
  static Tamper deadDots() {
    int[] batches = {0};
    return Frames.changing((from, to, frame) -> {
      if (!(frame instanceof Deltas deltas) || ++batches[0] % NOW_AND_THEN != 0) {
        return frame;
      }
      Batch batch = deltas.batch();
      CausalContext ahead =
          CausalContext.of(batch.run(), batch.upTo() + 1, batch.upTo() + NOW_AND_THEN);
      List<Batch.Change> changes = batch.changes().stream()
          .map(each -> with(each, States.alsoKnowing(each.delta(), ahead)))
          .toList();
      return new Deltas(deltas.time(), Frames.with(batch, changes));
    });
  }

  /** Whole states travel in place of deltas. */
  static Tamper wholeStates(SimGrid grid) {
    return Frames.changingDeltas(
        (from, to, change) -> with(change, grid.node(from).replica().state(change.key())));
  }

  /** A node says that it has applied more than it has. */
  static Tamper clocksAhead() {
    return Frames.changing((from, to, frame) -> {
      if (frame instanceof Clocks clocks) {
        List<Frame.Row> rows = new ArrayList<>();
        for (Frame.Row row : clocks.rows()) {
          rows.add(new Frame.Row(row.node(), row.run(), ahead(row.clock())));
        }
        return new Clocks(rows);
      }
      return frame;
    });
  }

  static Clock ahead(Clock clock) {
    Clock ahead = clock;
    for (ReplicaId run : clock.runs()) {
      ahead = ahead.applied(run, clock.number(run), clock.number(run) + 5);
    }
    return ahead;
  }

  /** A register that has a value keeps it. */
  static Tamper olderValueKept(SimGrid grid) {
    return registers(
        grid,
        (here, change) ->
            here.size() == 0 ? change.delta() : States.knowledgeOnly(change.delta(), here.live()));
  }

  /** Of two values of one time a register keeps the one that came first. */
  static Tamper tieByArrival(SimGrid grid) {
    return registers(grid, (here, change) -> {
      List<Version> mine = LwwRegister.versions(here);
      List<Version> theirs = LwwRegister.versions(change.delta());
      boolean tie = !mine.isEmpty()
          && !theirs.isEmpty()
          && mine.get(0).time().equals(theirs.get(0).time());
      return tie ? States.knowledgeOnly(change.delta(), here.live()) : change.delta();
    });
  }

  /** A value counts from the time at which it arrived. */
  static Tamper receiversClock(SimGrid grid) {
    return registers(grid, (here, change) -> {
      Timestamp now = Timestamp.ofMillis(grid.world().now() / 1_000_000);
      State changed =
          State.removing(change.delta().context().minus(change.delta().live()));
      for (Item item : change.delta().items()) {
        Bytes value = item.value();
        ByteWriter stamped = new ByteWriter();
        now.write(stamped);
        stamped.raw(Bytes.copyOf(value.toArray(), Long.BYTES, value.length()));
        changed = changed
            .join(States.of(new Item(item.dot(), item.path(), stamped.toBytes())))
            .state();
      }
      return changed;
    });
  }

  /** What a register makes of a delta, given what it holds. */
  private interface RegisterJoin {
    State delta(State here, Batch.Change change);
  }

  private static Tamper registers(SimGrid grid, RegisterJoin join) {
    return Frames.changingDeltas((from, to, change) -> {
      EntryKey key = change.key();
      SimNode node = grid.node(to);
      if (key.type() != LwwRegister.TYPE.id() || !node.isUp()) {
        return change;
      }
      State delta = join.delta(node.replica().state(key), change);
      return new Batch.Change(key, delta, Optional.empty());
    });
  }

  private static Batch.Change with(Batch.Change change, State delta) {
    return new Batch.Change(change.key(), delta, change.removal());
  }
}
