package io.rejoin.simulator.mutant;

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
import io.rejoin.node.core.frame.Frame.Repair;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.simulator.grid.SimGrid;
import io.rejoin.simulator.world.Tamper;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Broken sessions of anti-entropy, made of sound ones by changing what they say. */
final class BrokenRepair {
  private static final int OPEN = 0;
  private static final int PUSH = 6;
  private static final int REMOVALS = 7;

  /** Forms of a push that end with the delta. */
  private static final int LAST = 0;

  private static final int WHOLE = 1;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long RESTS = Duration.ofSeconds(45).toNanos();

  private BrokenRepair() {}

  /** What of a message comes behind its head. */
  private interface Rewriting {
    void rewrite(ByteReader in, ByteWriter out) throws MalformedBytes;
  }

  /** What a side says of itself as a session begins. */
  record Words(Clock clock, Clock forgotten) {
    Words withClock(Clock other) {
      return new Words(other, forgotten);
    }

    Words withForgotten(Clock other) {
      return new Words(clock, other);
    }
  }

  /** What those words become. */
  interface Opening {
    Words said(int from, int to, Words open);
  }

  /** What the delta of an entry becomes, and whether it is all that the sender has. */
  private interface DeltaChange {
    State changed(EntryKey key, State delta, boolean whole);
  }

  /** What a session brings of some entries gets lost, and it ends well all the same. */
  static Tamper skipping(Predicate<EntryKey> skipped) {
    return (from, to, bytes) ->
        Optional.of(pushes(bytes, (key, delta, whole) -> skipped.test(key) ? State.EMPTY : delta));
  }

  /** A session brings whole entries, whatever the other side knows of them. */
  static Tamper wholeEntries(SimGrid grid) {
    return (from, to, bytes) -> Optional.of(
        pushes(bytes, (key, delta, whole) -> grid.node(from).replica().state(key)));
  }

  /** Each part of a large entry knows of all that the whole does. */
  static Tamper partsWithFullContext(SimGrid grid) {
    return (from, to, bytes) -> Optional.of(pushes(
        bytes,
        (key, delta, whole) -> whole
            ? delta
            : States.alsoKnowing(delta, grid.node(from).replica().state(key).context())));
  }

  /** There is repair in the last quarter of each minute only. */
  static Tamper restingMostly(SimGrid grid) {
    Tamper without = BrokenDeltas.withoutRepair();
    return (from, to, bytes) ->
        grid.world().now() % MINUTE < RESTS ? without.pass(from, to, bytes) : Optional.of(bytes);
  }

  /** A session that adopts the clock but has not joined the removals that it covers. */
  static Tamper withoutRemovals() {
    return rewriting(REMOVALS, (in, out) -> {
      int count = in.count(1);
      out.varint(count);
      for (int i = 0; i < count; i++) {
        Dot operation = Dot.read(in);
        operation.write(out);
        EntryKey.read(in).write(out);
        CausalContext.read(in);
        CausalContext.of(operation).write(out);
      }
    });
  }

  /** A session that takes the clock of the living tree, which runs ahead of its snapshot. */
  static Tamper clockAheadOfSnapshot() {
    return opening((from, to, open) -> open.withClock(BrokenDeltas.ahead(open.clock())));
  }

  /** Two nodes begin a session with other words. */
  static Tamper opening(Opening opening) {
    return (from, to, bytes) -> Optional.of(rewritten(bytes, OPEN, (in, out) -> {
      out.u8(in.u8()).fixed64(in.fixed64()).fixed64(in.fixed64()).varint(in.varint());
      Words words = opening.said(from, to, new Words(Clock.read(in), Clock.read(in)));
      words.clock().write(out);
      words.forgotten().write(out);
    }));
  }

  private static Bytes pushes(Bytes frame, DeltaChange change) {
    return rewritten(frame, PUSH, (in, out) -> {
      int count = in.count(1);
      out.varint(count);
      boolean simple = true;
      for (int i = 0; i < count && simple; i++) {
        EntryKey key = EntryKey.read(in);
        int form = in.u8();
        simple = form == LAST || form == WHOLE;
        State delta = change.changed(key, State.readSized(in), form == WHOLE);
        key.write(out);
        out.u8(form);
        delta.writeSized(out);
      }
    });
  }

  private static Tamper rewriting(int kind, Rewriting rewriting) {
    return (from, to, bytes) -> Optional.of(rewritten(bytes, kind, rewriting));
  }

  /** The frame with one kind of message rewritten; what is not read stays as it is. */
  private static Bytes rewritten(Bytes frame, int kind, Rewriting rewriting) {
    if (!(Frames.decode(frame) instanceof Repair repair)) {
      return frame;
    }
    ByteWriter written = new ByteWriter();
    repair.message().write(written);
    try {
      ByteReader in = new ByteReader(written.toBytes());
      ByteWriter out = new ByteWriter();
      int version = in.u8();
      int form = in.u8();
      out.u8(version).u8(form).varint(in.varint());
      if ((form & 0xf) != kind) {
        return frame;
      }
      rewriting.rewrite(in, out);
      out.raw(in.raw(in.remaining()));
      Message changed = Message.read(new ByteReader(out.toBytes()));
      return FrameCodec.encode(new Repair(repair.session(), repair.byInitiator(), changed));
    } catch (MalformedBytes e) {
      throw new IllegalStateException("a message that a node sent does not parse", e);
    }
  }
}
