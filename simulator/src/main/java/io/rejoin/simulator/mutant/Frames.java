package io.rejoin.simulator.mutant;

import io.rejoin.antientropy.delta.Batch;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Deltas;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.simulator.world.Tamper;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Hands that change what frames say. */
final class Frames {
  private static final int CHECKSUM = 4;

  private Frames() {}

  /** What a frame on its way becomes. */
  interface Change {
    Frame changed(int from, int to, Frame frame);
  }

  /** What a change of an entry becomes. */
  interface DeltaChange {
    Batch.Change changed(int from, int to, Batch.Change change);
  }

  static Frame decode(Bytes bytes) {
    try {
      return FrameCodec.decode(bytes);
    } catch (MalformedBytes e) {
      throw new IllegalStateException("a frame that a node sent does not parse", e);
    }
  }

  static Tamper changing(Change change) {
    return (from, to, bytes) -> {
      Frame frame = decode(bytes);
      Frame changed = change.changed(from, to, frame);
      return Optional.of(changed.equals(frame) ? bytes : FrameCodec.encode(changed));
    };
  }

  static Tamper changingDeltas(DeltaChange change) {
    return changing((from, to, frame) -> {
      if (frame instanceof Deltas deltas) {
        List<Batch.Change> changes = deltas.batch().changes().stream()
            .map(each -> change.changed(from, to, each))
            .toList();
        return new Deltas(deltas.time(), with(deltas.batch(), changes));
      }
      return frame;
    });
  }

  static Batch with(Batch batch, List<Batch.Change> changes) {
    return new Batch(batch.run(), batch.after(), batch.upTo(), changes);
  }

  /** One hand after the other. */
  static Tamper both(Tamper first, Tamper second) {
    return (from, to, bytes) ->
        first.pass(from, to, bytes).flatMap(frame -> second.pass(from, to, frame));
  }

  /** Changes a bit, as if nobody looked at the checksum. */
  static Bytes corruptedUnseen(Bytes frame, long coin) {
    byte[] body = Bytes.copyOf(frame.toArray(), 0, frame.length() - CHECKSUM).toArray();
    int bit = (int) Long.remainderUnsigned(coin, (body.length - 2) * 8L) + 16;
    body[bit / 8] ^= (byte) (1 << bit % 8);
    CRC32C crc = new CRC32C();
    crc.update(body, 0, body.length);
    return new ByteWriter()
        .raw(Bytes.copyOf(body, 0, body.length))
        .fixed32((int) crc.getValue())
        .toBytes();
  }
}
