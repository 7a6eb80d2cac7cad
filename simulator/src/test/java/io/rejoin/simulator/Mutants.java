package io.rejoin.simulator;

import io.rejoin.antientropy.Batch;
import io.rejoin.antientropy.Message;
import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.CausalContext;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.Dot;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Clocks;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.Frame.Repair;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.simulator.world.Tamper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Broken nodes, made of sound ones by changing what they say. */
final class Mutants {
  private static final int REMOVALS = 7;

  private Mutants() {}

  /** Nothing is repaired: what a delta does not bring does not come. */
  static Tamper withoutRepair(Tamper otherwise) {
    return (from, to, bytes) ->
        decode(bytes).lane() == Lane.REPAIR ? Optional.empty() : otherwise.pass(from, to, bytes);
  }

  /** Nobody says who is there. */
  static Tamper withoutMembership() {
    return (from, to, bytes) ->
        decode(bytes) instanceof Frame.Swim ? Optional.empty() : Optional.of(bytes);
  }

  /** Every seventh batch of deltas is lost. */
  static Tamper everySeventhDeltaDropped() {
    int[] batches = {0};
    return (from, to, bytes) -> {
      boolean dropped = decode(bytes) instanceof Deltas && ++batches[0] % 7 == 0;
      return dropped ? Optional.empty() : Optional.of(bytes);
    };
  }

  /** A batch claims its operations but brings nothing, now and then. */
  static Tamper claimsWithoutDeltas() {
    int[] batches = {0};
    return changing(frame -> {
      if (frame instanceof Deltas deltas && ++batches[0] % 7 == 0) {
        Batch batch = deltas.batch();
        return new Deltas(
            deltas.time(), new Batch(batch.run(), batch.after(), batch.upTo(), List.of()));
      }
      return frame;
    });
  }

  /** A join that takes what was added and ignores what was removed. */
  static Tamper removalsIgnored() {
    return changing(frame -> {
      if (frame instanceof Deltas deltas) {
        Batch batch = deltas.batch();
        List<Batch.Change> changes = new ArrayList<>();
        for (Batch.Change change : batch.changes()) {
          changes.add(new Batch.Change(change.key(), addsOnly(change.delta()), Optional.empty()));
        }
        return new Deltas(
            deltas.time(), new Batch(batch.run(), batch.after(), batch.upTo(), changes));
      }
      return frame;
    });
  }

  /** A session that adopts the clock but has not joined the removals that it covers. */
  static Tamper clockAdoptedWithoutRemovals() {
    return changing(frame -> frame instanceof Repair repair
        ? new Repair(repair.session(), repair.byInitiator(), harmless(repair.message()))
        : frame);
  }

  /** A node that says it has applied more than it has. */
  static Tamper clocksAheadOfTheData() {
    return changing(frame -> {
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

  private static Clock ahead(Clock clock) {
    Clock ahead = clock;
    for (var run : clock.runs()) {
      ahead = ahead.applied(run, clock.number(run), clock.number(run) + 5);
    }
    return ahead;
  }

  private static State addsOnly(State delta) {
    CausalContext removed = delta.context().minus(delta.live());
    return delta.since(removed, Optional.empty());
  }

  /** The same message, but each removal takes away only its own number, which is nothing. */
  private static Message harmless(Message message) {
    try {
      ByteReader in = new ByteReader(written(message));
      ByteWriter out = new ByteWriter();
      int version = in.u8();
      int form = in.u8();
      out.u8(version).u8(form).varint(in.varint());
      if ((form & 0xf) != REMOVALS) {
        return message;
      }
      int count = in.count(1);
      out.varint(count);
      for (int i = 0; i < count; i++) {
        Dot operation = Dot.read(in);
        operation.write(out);
        EntryKey.read(in).write(out);
        CausalContext.read(in);
        CausalContext.of(operation).write(out);
      }
      return Message.read(new ByteReader(out.toBytes()));
    } catch (MalformedBytes e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes written(Message message) {
    ByteWriter out = new ByteWriter();
    message.write(out);
    return out.toBytes();
  }

  private static Tamper changing(UnaryOperator<Frame> change) {
    return (from, to, bytes) -> {
      Frame frame = decode(bytes);
      Frame changed = change.apply(frame);
      return Optional.of(changed.equals(frame) ? bytes : FrameCodec.encode(changed));
    };
  }

  private static Frame decode(Bytes bytes) {
    try {
      return FrameCodec.decode(bytes);
    } catch (MalformedBytes e) {
      throw new AssertionError(e);
    }
  }
}
