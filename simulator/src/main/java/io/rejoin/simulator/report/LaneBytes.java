package io.rejoin.simulator.report;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;

/** Bytes of frames by lane. */
final class LaneBytes {
  private long delta;
  private long repair;
  private long membership;
  private Lanes taken = new Lanes(0, 0, 0);

  /** Bytes of the three lanes. */
  record Lanes(long delta, long repair, long membership) {}

  /** Counts a frame; one that does not say its lane counts as membership. */
  void arrived(Bytes frame) {
    switch (lane(frame)) {
      case DELTA -> delta += frame.length();
      case REPAIR -> repair += frame.length();
      case MEMBERSHIP -> membership += frame.length();
    }
  }

  static Lane lane(Bytes frame) {
    return FrameCodec.laneOf(frame).orElse(Lane.MEMBERSHIP);
  }

  /** Bytes of repair so far. */
  long repair() {
    return repair;
  }

  /** Those since this was last asked. */
  Lanes take() {
    Lanes since =
        new Lanes(delta - taken.delta, repair - taken.repair, membership - taken.membership);
    taken = new Lanes(delta, repair, membership);
    return since;
  }
}
