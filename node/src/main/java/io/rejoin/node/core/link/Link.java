package io.rejoin.node.core.link;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.frame.Extension;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Chunk;
import io.rejoin.node.core.frame.Frame.Hello;
import io.rejoin.node.core.frame.Frame.Packed;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.node.port.LinkId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, nameless until its handshake is done. */
final class Link {
  private final LinkId id;
  private final boolean dialled;
  private final String address;
  private final long openedAt;
  private final LinkContext context;
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
    this.context = context;
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

  /**
   * The frame that these bytes are, or are the last piece of.
   *
   * @throws MalformedBytes if they are none
   * @throws RefusedFrame if no honest peer sends it now
   */
  Optional<Frame> read(Bytes bytes) throws MalformedBytes, RefusedFrame {
    Frame frame = FrameCodec.decode(bytes);
    Lane lane = frame.lane();
    context.traffic().received(lane, bytes.length());
    heard(context.ticks().now());
    if (frame instanceof Chunk chunk) {
      mustBeNamed(frame);
      Optional<Bytes> whole = reassembly.add(chunk);
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      frame = within(lane, whole.get());
    }
    if (frame instanceof Packed packed) {
      mustBeNamed(frame);
      LinkConfig config = context.config();
      frame = within(lane, config.compression().unpacked(packed, config.maxMessage()));
      if (frame instanceof Packed) {
        throw RefusedFrame.outOfPlace(frame);
      }
    }
    return Optional.of(frame);
  }

  private static Frame within(Lane lane, Bytes whole) throws MalformedBytes, RefusedFrame {
    Frame frame = FrameCodec.decode(whole);
    if (frame instanceof Chunk || frame.lane() != lane) {
      throw RefusedFrame.outOfPlace(frame);
    }
    return frame;
  }

  private void mustBeNamed(Frame frame) throws RefusedFrame {
    if (peer == null) {
      throw RefusedFrame.outOfPlace(frame);
    }
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

  void named(Hello hello, String ownSite) {
    greeting = hello;
    peer = Peer.of(hello);
    context
        .config()
        .compression()
        .towards(Extension.packings(hello.extension()), ownSite.equals(hello.site()))
        .ifPresent(lanes::pack);
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
