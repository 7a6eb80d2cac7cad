package io.rejoin.simulator.grid;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Frames and bytes that were sent, by lane and by sender, whatever became of them. */
public final class Traffic {
  private final Count all;
  private final Map<Lane, Count> lanes = new EnumMap<>(Lane.class);

  /** By sender. */
  private static final class Count {
    private final long[] bytes;
    private final long[] frames;

    Count(int nodes) {
      bytes = new long[nodes];
      frames = new long[nodes];
    }

    void sent(int from, int length) {
      bytes[from] += length;
      frames[from]++;
    }
  }

  Traffic(int nodes) {
    all = new Count(nodes);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Count(nodes));
    }
  }

  void sent(int from, Bytes frame) {
    all.sent(from, frame.length());
    FrameCodec.laneOf(frame).ifPresent(lane -> of(lane).sent(from, frame.length()));
  }

  private Count of(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane));
  }

  public long bytes() {
    return Arrays.stream(all.bytes).sum();
  }

  public long bytes(Lane lane) {
    return Arrays.stream(of(lane).bytes).sum();
  }

  /** What one node sent. */
  public long bytesOf(int node) {
    return all.bytes[node];
  }

  /** What one node sent in a lane. */
  public long bytesOf(int node, Lane lane) {
    return of(lane).bytes[node];
  }

  public long frames() {
    return Arrays.stream(all.frames).sum();
  }

  public long frames(Lane lane) {
    return Arrays.stream(of(lane).frames).sum();
  }

  /** What one node sent. */
  public long framesOf(int node) {
    return all.frames[node];
  }
}
