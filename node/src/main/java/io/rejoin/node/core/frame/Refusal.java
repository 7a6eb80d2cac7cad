package io.rejoin.node.core.frame;

import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.MalformedBytes;

/** Why a peer is refused. */
public enum Refusal {
  OTHER_PROTOCOL(0, "other-protocol"),
  OTHER_GRID(1, "other-grid"),
  OTHER_SECRET(2, "other-secret"),
  OTHER_SHARDS(3, "other-shards"),
  SAME_NODE(4, "same-node"),
  EVICTED(5, "evicted"),
  /** Too many links; of a link that stands: neither side needs it. */
  FULL(6, "full"),
  LEAVING(7, "leaving"),
  OTHER_PLACEMENT(8, "other-placement");

  private final int code;
  private final String label;

  Refusal(int code, String label) {
    this.code = code;
    this.label = label;
  }

  int code() {
    return code;
  }

  /** The word that counters and logs use. */
  public String label() {
    return label;
  }

  static Refusal read(ByteReader in) throws MalformedBytes {
    int code = in.u8();
    for (Refusal refusal : values()) {
      if (refusal.code == code) {
        return refusal;
      }
    }
    throw new MalformedBytes("unknown refusal " + code, in.offset());
  }
}
