package io.rejoin.node.core.frame;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.MalformedBytes;

/** Why a session was ended before it was done. */
public enum Ending {
  /** Too many sessions at the moment, try again later. */
  BUSY(0),
  /** The sender does not know the session, or gave it up. */
  UNKNOWN(1);

  private final int code;

  Ending(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Ending read(ByteReader in) throws MalformedBytes {
    int code = in.u8();
    in.check(code <= 1, "unknown ending");
    return code == 0 ? BUSY : UNKNOWN;
  }
}
