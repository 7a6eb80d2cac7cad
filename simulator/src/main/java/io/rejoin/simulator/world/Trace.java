package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import java.util.HexFormat;

/**
 * A fingerprint of everything that happened, in order: two runs with the same one were the same
 * run.
 */
public final class Trace {
  private static final long PRIME = 0x100000001b3L;

  private long hash = 0xcbf29ce484222325L;
  private long events;

  /** Takes in something that happened between two nodes. */
  public void happened(long time, String kind, int from, int to, Bytes payload) {
    add(time);
    add(kind.hashCode());
    add(from);
    add(to);
    add(payload.length());
    add(payload.hashCode());
    events++;
  }

  private void add(long value) {
    hash = (hash ^ value) * PRIME;
    hash ^= hash >>> 29;
  }

  public long hash() {
    return hash;
  }

  public long events() {
    return events;
  }

  /** 16 hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(hash);
  }
}
