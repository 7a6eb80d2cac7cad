package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import org.jspecify.annotations.Nullable;

/** One end of a connection: what its owner sends goes to the other end. */
final class LinkEnd {
  /** Bytes that may wait to be written. */
  static final long WINDOW = 256 * 1024;

  private static final double SECOND = 1e9;

  private final SimTransport owner;
  private final LinkId id;
  private @Nullable LinkEnd other;
  private boolean open = true;
  private boolean starved;
  private long busyUntil;
  private long lastArrival;
  private double nanosPerByte;

  private LinkEnd(SimTransport owner, LinkId id) {
    this.owner = owner;
    this.id = id;
  }

  /** A connection between two transports; the end of the first. */
  static LinkEnd connect(SimTransport one, SimTransport two, Network network) {
    LinkEnd left = new LinkEnd(one, new LinkId(network.nextLink()));
    LinkEnd right = new LinkEnd(two, new LinkId(network.nextLink()));
    left.other = right;
    right.other = left;
    return left;
  }

  int node() {
    return owner.node();
  }

  LinkId id() {
    return id;
  }

  LinkEnd other() {
    LinkEnd end = other;
    if (end == null) {
      throw new IllegalStateException("half a connection");
    }
    return end;
  }

  SimTransport owner() {
    return owner;
  }

  boolean isOpen() {
    return open;
  }

  void shut() {
    open = false;
  }

  /** Takes the time of the line for a frame. */
  void written(int bytes, long bytesPerSecond) {
    nanosPerByte = SECOND / bytesPerSecond;
    busyUntil = Math.max(busyUntil, owner.now()) + (long) (bytes * nanosPerByte);
  }

  /** When something sent now arrives: behind all that was sent before it, unless it strays. */
  long arrival(long onTheWay, boolean stray) {
    long time = Math.max(busyUntil, owner.now()) + onTheWay;
    if (!stray) {
      time = Math.max(time, lastArrival);
      lastArrival = time;
    }
    return time;
  }

  long credit() {
    long waiting = Math.max(0, busyUntil - owner.now());
    long credit = nanosPerByte == 0 ? WINDOW : WINDOW - (long) (waiting / nanosPerByte);
    if (credit <= 0 && !starved) {
      starved = true;
      owner.at(busyUntil, this::drained);
    }
    return credit;
  }

  private void drained() {
    starved = false;
    if (open) {
      owner.writable(this);
    }
  }

  void arrived(Bytes frame) {
    if (open) {
      owner.arrived(this, frame);
    } else if (!owner.isSilent()) {
      other().owner().lost(other(), "reset by peer");
    }
  }
}
