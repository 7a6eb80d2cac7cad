package io.rejoin.simulator.world;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.port.LinkId;
import org.jspecify.annotations.Nullable;

/** One end of a connection: what its owner sends goes to the other end. */
final class LinkEnd {
  private final SimTransport owner;
  private final LinkId id;
  private final Way way;
  private @Nullable LinkEnd other;
  private boolean open = true;
  private boolean starved;
  private long lastArrival;

  private LinkEnd(SimTransport owner, Network network, Way way) {
    this.owner = owner;
    this.way = way;
    id = new LinkId(network.nextLink());
  }

  /** A connection between two transports; the end of the first. */
  static LinkEnd connect(SimTransport one, SimTransport two, Network network) {
    LinkEnd left = new LinkEnd(one, network, network.way(one.node(), two.node()));
    LinkEnd right = new LinkEnd(two, network, network.way(two.node(), one.node()));
    left.other = right;
    right.other = left;
    return left;
  }

  LinkId id() {
    return id;
  }

  /** The way from this end to the other one. */
  Way way() {
    return way;
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

  /** When something sent now arrives: behind all that was sent before it, unless it strays. */
  long arrival(long onTheWay, boolean stray) {
    long time = way.busyUntil() + onTheWay;
    if (!stray) {
      time = Math.max(time, lastArrival);
      lastArrival = time;
    }
    return time;
  }

  long credit() {
    long credit = way.credit();
    if (credit <= 0 && !starved) {
      starved = true;
      owner.at(way.busyUntil(), this::drained);
    }
    return credit;
  }

  private void drained() {
    starved = false;
    if (open) {
      owner.writable(this);
    }
  }

  /** The owner's process gets a frame. */
  void arrived(Parcel parcel) {
    if (open) {
      owner.arrived(this, parcel);
    } else if (!owner.isSilent()) {
      other().owner().lost(other(), "reset by peer");
    }
  }

  /** A frame on its way, and when it was sent. */
  record Parcel(Bytes frame, long sent, boolean corrupt) {}
}
