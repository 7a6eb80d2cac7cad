package io.rejoin.simulator.maelstrom;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * This node's end of a connection: puts what arrives back in order. What is missing for longer than
 * {@link #PATIENCE} is held lost, and with it the connection: the core dials again and repairs.
 * That is all a connection promises, so nothing is sent twice.
 */
final class Channel {
  static final Duration PATIENCE = Duration.ofSeconds(2);
  /** Bytes that may wait for what was sent before them. */
  static final int MAX_EARLY_BYTES = 8 << 20;
  /** Frames that may. */
  static final int MAX_EARLY = 16_384;

  private final LinkId id;
  private final String name;
  private final String peer;
  private final SortedMap<Long, Parcel> early = new TreeMap<>();
  private long earlyBytes;
  private long sent;
  private long delivered;
  private long missingSince;

  Channel(LinkId id, String name, String peer) {
    this.id = id;
    this.name = name;
    this.peer = peer;
  }

  LinkId id() {
    return id;
  }

  String name() {
    return name;
  }

  String peer() {
    return peer;
  }

  Parcel next(Bytes frame) {
    return Parcel.frame(name, sent++, frame);
  }

  Parcel end() {
    return Parcel.end(name, sent++);
  }

  /** Takes a frame or an end and gives what can be delivered now, in order. */
  List<Parcel> arrived(Parcel parcel, long now) {
    if (parcel.seq() < delivered || early.putIfAbsent(parcel.seq(), parcel) != null) {
      return List.of();
    }
    if (early.size() == 1) {
      missingSince = now;
    }
    earlyBytes += parcel.frame().length();
    List<Parcel> ready = new ArrayList<>();
    Parcel next = early.remove(delivered);
    while (next != null) {
      ready.add(next);
      earlyBytes -= next.frame().length();
      missingSince = now;
      next = early.remove(++delivered);
    }
    return ready;
  }

  /** Whether something is missing and is not waited for any longer. */
  boolean isTorn(long now) {
    return !early.isEmpty()
        && (now - missingSince > PATIENCE.toNanos()
            || early.size() > MAX_EARLY
            || earlyBytes > MAX_EARLY_BYTES);
  }
}
