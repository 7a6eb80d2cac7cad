package io.rejoin.benchmarks.fuzz;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.bytes.Newer;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.FrameCodec;
import java.util.zip.CRC32C;

/** Frames of all kinds, given without the checksum at their end, which a fuzzer would not guess. */
public final class FrameTarget {
  private FrameTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < Newer.MAX_BYTES) {
      CRC32C checksum = new CRC32C();
      checksum.update(data);
      Bytes frame = new ByteWriter()
          .raw(Bytes.copyOf(data))
          .fixed32((int) checksum.getValue())
          .toBytes();
      Decoding.of(frame, FrameTarget::read, (read, out) -> out.raw(FrameCodec.encode(read)));
    }
  }

  private static Frame read(ByteReader in) throws MalformedBytes {
    return FrameCodec.decode(in.raw(in.remaining()));
  }
}
