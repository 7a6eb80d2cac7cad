package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import java.util.Optional;

/**
 * A hand on the wire: sees every frame that is sent and may change it or take it away. Broken
 * variants of the protocol are made with it.
 */
@FunctionalInterface
public interface Tamper {
  Tamper NONE = (from, to, frame) -> Optional.of(frame);

  /** What goes on in place of the frame, empty if nothing does. */
  Optional<Bytes> pass(int from, int to, Bytes frame);
}
