package io.rejoin.simulator.grid;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.frame.FrameCodec;
import io.rejoin.node.core.frame.Lane;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Frames and bytes that were sent, by lane, by sender and by sites, whatever became of them. */
public final class Traffic {
  private final List<String> sites;
  private final SortedMap<Pair, Between> between = new TreeMap<>();
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

  /** Two different sites, in the direction in which bytes went. */
  public record Pair(String from, String to) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int bySender = from.compareTo(other.from);
      return bySender != 0 ? bySender : to.compareTo(other.to);
    }
  }

  /** Bytes that went from one site to another, and how many of them in deltas and clocks. */
  public record Between(long bytes, long delta) {
    static final Between NOTHING = new Between(0, 0);

    Between plus(long more, boolean isDelta) {
      return new Between(bytes + more, delta + (isDelta ? more : 0));
    }
  }

  /** Of nodes at these sites. */
  Traffic(List<String> sites) {
    this.sites = List.copyOf(sites);
    int nodes = sites.size();
    all = new Count(nodes);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new Count(nodes));
    }
  }

  void sent(int from, int to, Bytes frame) {
    all.sent(from, frame.length());
    Optional<Lane> lane = FrameCodec.laneOf(frame);
    lane.ifPresent(each -> of(each).sent(from, frame.length()));
    if (!sites.get(from).equals(sites.get(to))) {
      boolean isDelta = lane.filter(Lane.DELTA::equals).isPresent();
      between.compute(
          new Pair(sites.get(from), sites.get(to)),
          (pair, before) ->
              (before == null ? Between.NOTHING : before).plus(frame.length(), isDelta));
    }
  }

  /** What went between sites, by pairs. */
  public SortedMap<Pair, Between> between() {
    return Collections.unmodifiableSortedMap(between);
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
