package io.rejoin.benchmarks.fuzz;

import io.rejoin.antientropy.Message;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.Newer;

/** Messages of repair sessions. */
public final class MessageTarget {
  private MessageTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < Newer.MAX_BYTES) {
      Decoding.of(Bytes.copyOf(data), Message::read, Message::write);
    }
  }
}
