package io.rejoin.node.core.link;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.frame.Frame;
import io.rejoin.node.core.frame.Frame.Chunk;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.GroupId;
import io.rejoin.node.core.frame.Lane;
import io.rejoin.node.core.packing.Compression;
import io.rejoin.node.core.packing.Packing;
import io.rejoin.node.port.LinkId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one link. Membership is sent at once; deltas and repair wait for credit, and for
 * the bytes that a link may carry in a second, and take turns, piece by piece. Deltas are not
 * queued here but asked for when they may go, so that they can still be joined while they wait.
 */
final class Lanes {
  private final LinkId link;
  private final LinkContext context;
  private final Deque<Waiting> repair = new ArrayDeque<>();
  private final Passage delta = new Passage(Lane.DELTA);
  private final Passage repairs = new Passage(Lane.REPAIR);
  private final Allowance allowance;
  private long repairBytes;
  private long withoutCredit;
  private long lastSent;
  private long blockedSince = -1;
  private long streams;
  private boolean repairIsNext;
  private boolean muted;
  private Optional<Packing> packing = Optional.empty();

  /** An encoded frame of a group's repair. */
  private record Waiting(GroupId group, Bytes frame) {}

  /** A frame on its way out, and how far it is. */
  private static final class Passage {
    private final Lane lane;
    private GroupId group = GroupId.ALL;
    private Bytes frame = Bytes.EMPTY;
    private int offset;
    private long stream;

    Passage(Lane lane) {
      this.lane = lane;
    }

    boolean isDone() {
      return offset == frame.length();
    }

    void start(Bytes next, long nextStream) {
      frame = next;
      offset = 0;
      stream = nextStream;
    }

    void done() {
      frame = Bytes.EMPTY;
      offset = 0;
    }
  }

  /**
   * What may be sent in a while: a token bucket (Turner, New directions in communications, 1986).
   * What does not wait for it is taken from it too.
   */
  private static final class Allowance {
    private static final double SECOND = 1e9;

    /** What has not been used is kept for a part of a second, so that long ticks do no harm. */
    private static final int KEPT = 4;

    private final long perSecond;
    private final double most;
    private double left;
    private long filledAt;

    Allowance(long perSecond, int atLeast, long now) {
      this.perSecond = perSecond;
      most = Math.max(perSecond / KEPT, atLeast);
      filledAt = now;
    }

    boolean isSpent(long now) {
      left = Math.min(most, left + (now - filledAt) * (double) perSecond / SECOND);
      filledAt = now;
      return perSecond > 0 && left <= 0;
    }

    void take(int bytes) {
      left = Math.max(-most, left - bytes);
    }
  }

  Lanes(LinkId link, LinkContext context) {
    this.link = link;
    this.context = context;
    LinkConfig config = context.config();
    allowance =
        new Allowance(config.bytesPerSecond(), config.chunk(), context.ticks().now());
    lastSent = context.ticks().now();
  }

  /** From now on what waits for credit is packed so. */
  void pack(Packing with) {
    packing = Optional.of(with);
  }

  private Bytes encoded(Frame frame) {
    Bytes plain = FrameCodec.encode(frame);
    return packing.map(with -> Compression.packed(with, frame, plain)).orElse(plain);
  }

  /** Sends without waiting for credit; a peer that takes nothing at all loses the frame. */
  void urgent(Frame frame) {
    Bytes encoded = FrameCodec.encode(frame);
    if (context.transport().credit(link) > 0) {
      withoutCredit = 0;
    } else {
      withoutCredit += encoded.length();
      if (withoutCredit > context.config().maxUrgent()) {
        return;
      }
    }
    Passage whole = new Passage(frame.lane());
    whole.start(encoded, ++streams);
    while (!whole.isDone()) {
      sendPiece(whole);
    }
  }

  void queueRepair(Frame frame) {
    Bytes encoded = encoded(frame);
    repair.add(new Waiting(Frame.groupOf(frame), encoded));
    repairBytes += encoded.length();
  }

  /** Bytes of repair that wait. */
  long repairBytes() {
    return repairBytes;
  }

  /** Whether any repair of a group is not sent yet. */
  boolean hasRepair(GroupId group) {
    return (!repairs.isDone() && repairs.group.equals(group))
        || repair.stream().anyMatch(waiting -> waiting.group.equals(group));
  }

  void dropRepair(GroupId group) {
    repair.removeIf(waiting -> waiting.group.equals(group));
    repairBytes = repair.stream().mapToLong(waiting -> waiting.frame.length()).sum();
  }

  /** When something was last sent, in ticks. */
  long lastSent() {
    return lastSent;
  }

  /** Since when the transport takes nothing although something waits; negative if it does. */
  long blockedSince() {
    return blockedSince;
  }

  /** While muted, what is sent vanishes. */
  void mute(boolean on) {
    muted = on;
  }

  /**
   * Sends while there is credit and allowance, clocks without the latter, and says whether
   * something still waits.
   */
  boolean pump(DeltaSource source) {
    long credit = context.transport().credit(link);
    while (hasWork(source)) {
      if (credit <= 0) {
        blockedSince = blockedSince < 0 ? context.ticks().now() : blockedSince;
        return true;
      }
      blockedSince = -1;
      Optional<Frame> clocks = source.nextClocks();
      if (clocks.isPresent()) {
        credit -= sendWhole(clocks.get());
        continue;
      }
      if (allowance.isSpent(context.ticks().now())) {
        return true;
      }
      Passage next = next(source);
      if (next == null) {
        break;
      }
      credit -= sendPiece(next);
    }
    blockedSince = -1;
    return false;
  }

  private boolean hasWork(DeltaSource source) {
    return !delta.isDone() || !repairs.isDone() || !repair.isEmpty() || source.hasDeltas();
  }

  private @Nullable Passage next(DeltaSource source) {
    boolean repairFirst = repairIsNext;
    repairIsNext = !repairIsNext;
    if (repairFirst && fillRepair()) {
      return repairs;
    }
    if (fillDelta(source)) {
      return delta;
    }
    return fillRepair() ? repairs : null;
  }

  private boolean fillDelta(DeltaSource source) {
    if (delta.isDone()) {
      delta.done();
      source.nextDelta().ifPresent(frame -> delta.start(encoded(frame), ++streams));
    }
    return !delta.isDone();
  }

  private boolean fillRepair() {
    if (repairs.isDone()) {
      repairs.done();
      Waiting next = repair.poll();
      if (next != null) {
        repairBytes -= next.frame.length();
        repairs.start(next.frame, ++streams);
        repairs.group = next.group;
      }
    }
    return !repairs.isDone();
  }

  private int sendWhole(Frame frame) {
    Passage whole = new Passage(frame.lane());
    whole.start(encoded(frame), ++streams);
    int sent = 0;
    while (!whole.isDone()) {
      sent += sendPiece(whole);
    }
    return sent;
  }

  private int sendPiece(Passage passage) {
    int chunk = context.config().chunk();
    int length = passage.frame.length();
    if (length <= chunk) {
      passage.offset = length;
      return send(passage.lane, passage.frame);
    }
    int end = Math.min(length, passage.offset + chunk);
    Bytes piece = passage.frame.slice(passage.offset, end);
    Frame frame = new Chunk(passage.lane, passage.stream, passage.offset, end == length, piece);
    passage.offset = end;
    return send(passage.lane, FrameCodec.encode(frame));
  }

  private int send(Lane lane, Bytes frame) {
    if (muted) {
      return 0;
    }
    context.transport().send(link, frame);
    context.traffic().sent(lane, frame.length());
    allowance.take(frame.length());
    lastSent = context.ticks().now();
    return frame.length();
  }
}
