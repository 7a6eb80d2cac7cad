package io.rejoin.node.core.frame;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.MalformedBytes;
import java.util.Optional;

/**
 * The queues of a link, the first overtakes the others. A large value in one lane delays what comes
 * behind it in that lane only.
 */
public enum Lane {
  /** Handshake, failure detection, requests for rights: small, never waits for credit. */
  MEMBERSHIP(0),
  /** Fresh writes and their acknowledgements. */
  DELTA(1),
  /** Repair sessions. */
  REPAIR(2);

  private final int code;

  Lane(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Lane read(ByteReader in) throws MalformedBytes {
    int code = in.u8();
    return of(code).orElseThrow(() -> new MalformedBytes("unknown lane " + code, in.offset()));
  }

  static Optional<Lane> of(int code) {
    for (Lane lane : values()) {
      if (lane.code == code) {
        return Optional.of(lane);
      }
    }
    return Optional.empty();
  }
}
