package io.rejoin.node.core.link;

import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.port.LinkId;
import org.jspecify.annotations.Nullable;

/** One connection, nameless until its handshake is done. */
final class Link {
  private final LinkId id;
  private final boolean dialled;
  private final String address;
  private final long openedAt;
  private final Lanes lanes;
  private final Reassembly reassembly;
  private final long ownDial;
  private long dial;
  private long lastHeard;
  private boolean ignored;
  private @Nullable Hello greeting;
  private @Nullable Peer peer;

  Link(LinkId id, String address, long ownDial, LinkContext context, Reassembly.Budget budget) {
    this.id = id;
    this.dialled = ownDial > 0;
    this.address = address;
    this.ownDial = ownDial;
    openedAt = context.ticks().now();
    lastHeard = openedAt;
    lanes = new Lanes(id, context);
    reassembly = new Reassembly(context.config().maxMessage(), budget);
  }

  LinkId id() {
    return id;
  }

  boolean dialled() {
    return dialled;
  }

  String address() {
    return address;
  }

  long openedAt() {
    return openedAt;
  }

  Lanes lanes() {
    return lanes;
  }

  Reassembly reassembly() {
    return reassembly;
  }

  long lastHeard() {
    return lastHeard;
  }

  void heard(long now) {
    lastHeard = Math.max(lastHeard, now);
  }

  long ownDial() {
    return ownDial;
  }

  /** Stays nameless because of a drill. */
  void ignore() {
    ignored = true;
  }

  boolean isIgnored() {
    return ignored;
  }

  @Nullable
  Peer peer() {
    return peer;
  }

  void named(Hello hello) {
    greeting = hello;
    peer = Peer.of(hello);
    dial = dialled ? ownDial : hello.dial();
  }

  /** Whether this is what the peer said before, come twice. */
  boolean isGreetedBy(Hello hello) {
    return hello.equals(greeting);
  }

  /**
   * Which of two links to the same run stays. Both ends must come to the same answer whatever they
   * saw first: the link that the smaller node dialled, and of those the later dial.
   */
  boolean isPreferredTo(Link other, NodeId self) {
    Peer who = peer;
    if (who == null) {
      return false;
    }
    if (dialled != other.dialled) {
      boolean selfIsSmaller = self.compareTo(who.node()) < 0;
      return dialled == selfIsSmaller;
    }
    return dial > other.dial;
  }

  @Override
  public String toString() {
    return peer == null ? address : peer + " at " + address;
  }
}
