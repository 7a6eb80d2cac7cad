package io.rejoin.node.core.packing;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;

/** A way to write bytes in fewer. Any thread may call it. */
public interface Packing {

  /** Its number in the handshake and in frames, 1 to 255. */
  int id();

  /** The bytes in fewer, or about as many if it cannot be done. */
  Bytes pack(Bytes plain);

  /**
   * What was packed.
   *
   * @param length of what comes out; no more is allocated or worked out
   * @throws MalformedBytes if it is not what {@link #pack} makes of so many bytes
   */
  Bytes unpack(Bytes packed, int length) throws MalformedBytes;
}
